/** The part of JSON Schema that the generator writes, and what config/sessionSchema.ts adds. */
export interface Shape {
  readonly $ref?: string; // "#/definitions/NAME"
  readonly anyOf?: readonly Shape[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape | readonly Shape[]; // a list of them for a tuple
  readonly column?: string; // constructor of a typed array
  readonly definitions?: Readonly<Record<string, Shape>>;
}

/**
 * Where and how a value is not of a shape, as "files[0].name: string expected"; null where it is. Strict: properties that the
 * shape does not have are refused, and `length` beside columns has to be that of one of them.
 */
export function shapeError(value: unknown, schema: Shape): string | null {
  const definitions = schema.definitions ?? {};
  const errorOf = (part: unknown, shape: Shape, path: string): string | null => {
    if (shape.$ref !== undefined) {
      const target = definitions[decodeURIComponent(shape.$ref.replace("#/definitions/", ""))];
      return target === undefined ? `${path}: ${shape.$ref} is not defined` : errorOf(part, target, path);
    }
    if (shape.anyOf !== undefined) return anyError(part, shape.anyOf, path);
    if (shape.column !== undefined) {
      return ArrayBuffer.isView(part) && part.constructor.name === shape.column
        ? null
        : `${path}: ${shape.column} expected`;
    }
    if (shape.const !== undefined && part !== shape.const) return `${path}: ${JSON.stringify(shape.const)} expected`;
    if (shape.enum !== undefined && !shape.enum.includes(part))
      return `${path}: one of ${shape.enum.join(", ")} expected`;
    if (shape.type === undefined) return null;
    const types = typeof shape.type === "string" ? [shape.type] : shape.type;
    const type = typeOf(part);
    if (!types.includes(type)) return `${path}: ${types.join(" or ")} expected, not ${type}`;
    if (type === "array") return listError(part as readonly unknown[], shape.items, path);
    return type === "object" ? objectError(part as Readonly<Record<string, unknown>>, shape, path) : null;
  };
  /** What is wrong with the alternative that came closest: the one that a `kind` tells, or the last. */
  const anyError = (part: unknown, shapes: readonly Shape[], path: string): string | null => {
    let closest = `${path}: none of what is allowed here`;
    let length = -1;
    for (const shape of shapes) {
      const error = errorOf(part, shape, path);
      if (error === null) return null;
      const depth = error.indexOf(": ");
      if (depth > length && !error.startsWith(`${path}.kind: `)) [closest, length] = [error, depth];
    }
    return closest;
  };
  const listError = (list: readonly unknown[], items: Shape["items"], path: string): string | null => {
    if (items === undefined) return null;
    const shapes = Array.isArray(items) ? (items as readonly Shape[]) : null;
    if (shapes !== null && shapes.length !== list.length) return `${path}: ${shapes.length} items expected`;
    for (let index = 0; index < list.length; index++) {
      const error = errorOf(list[index], shapes?.[index] ?? (items as Shape), `${path}[${index}]`);
      if (error !== null) return error;
    }
    return null;
  };
  const objectError = (part: Readonly<Record<string, unknown>>, shape: Shape, path: string): string | null => {
    const { properties = {}, required = [], additionalProperties: others } = shape;
    for (const name of required) if (!Object.hasOwn(part, name)) return `${path}: ${name} is missing`;
    for (const [name, one] of Object.entries(part)) {
      const known = Object.hasOwn(properties, name)
        ? properties[name]
        : typeof others === "object"
          ? others
          : undefined;
      if (known === undefined) return `${path}: ${name.slice(0, 40)} is not expected`;
      const error = errorOf(one, known, `${path}.${name.slice(0, 40)}`);
      if (error !== null) return error;
    }
    return lengthError(part, path);
  };
  return errorOf(value, schema, "session");
}

/** A table's `length` is what loops over its rows go by. */
function lengthError(part: Readonly<Record<string, unknown>>, path: string): string | null {
  if (typeof part["length"] !== "number") return null;
  const lengths = Object.values(part).flatMap((one) => (ArrayBuffer.isView(one) ? [(one as Uint8Array).length] : []));
  if (lengths.length === 0 || lengths.includes(part["length"])) return null;
  return `${path}: length is ${part["length"]}, that of no column`;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "object") return typeof value;
  return Object.getPrototypeOf(value) === Object.prototype ? "object" : value.constructor.name;
}
