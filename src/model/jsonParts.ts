/**
 * The text that JSON.stringify(value, null, 1) gives, in parts: a value that holds no further lists or objects is one,
 * so no part is long where lists are of rows.
 */
export function* jsonParts(value: unknown, indent = "\n"): Generator<string> {
  if (typeof value !== "object" || value === null || Object.values(value).every(isPlain)) {
    yield JSON.stringify(value, null, 1).replaceAll("\n", indent);
    return;
  }
  const isList = Array.isArray(value);
  const inner = `${indent} `;
  let before = isList ? "[" : "{";
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    yield `${before}${inner}${isList ? "" : `${JSON.stringify(key)}: `}`;
    yield* jsonParts(part, inner);
    before = ",";
  }
  yield `${indent}${isList ? "]" : "}"}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
