import type { MessageList } from "./message";

/**
 * Lines of a file that `-gcflags=-json=0,DIR` writes: what it is of, and then a diagnostic of the language server
 * protocol per line, of which many are about other optimisations.
 *
 *     {"version":0,"package":"main","goos":"linux","goarch":"amd64","gc_version":"go1.19.8","file":"/app/main.go"}
 *     {"range":{"start":{"line":19,"character":2},…},"severity":3,"code":"escape","message":"c escapes to heap",
 *      "relatedInformation":[{"location":{…},"message":"escflow:    flow: ~r0 = &c:"}, …]}
 */
export interface ListedFile {
  readonly pkg: string;
  readonly file: string;
}

export function isJsonHead(line: string): boolean {
  return /^\{"version":\d+,/.test(line) && line.includes('"gc_version":') && line.includes('"file":');
}

const FLOW = /^escflow:\s*/;
const STEP = /^from /;

/** Reads one line of a file; a head begins the next one. Null for a line that is none of it. */
export function readJsonLine(line: string, of: ListedFile, list: MessageList): ListedFile | null {
  const said = parsed(line);
  if (said === null) return null;
  if (typeof said["file"] === "string") return { pkg: textOf(said["package"]), file: said["file"] };
  const start = member(member(said, "range"), "start");
  const [row, column, code] = [start?.["line"], start?.["character"], said["code"]];
  if (typeof row !== "number" || typeof column !== "number" || typeof code !== "string") return null;
  if (code === "canInlineFunction" || code === "cannotInlineFunction") {
    list.addFunction({ ...of, line: row }, true);
  } else if (code.startsWith("escape")) {
    const text = textOf(said["message"]);
    const isHeap = list.add({ ...of, line: row, column, text: text.endsWith("escapes to heap") ? `${text}:` : text });
    if (isHeap) for (const step of listOf(said["relatedInformation"])) addStep(step, list);
  }
  return of;
}

function addStep(step: unknown, list: MessageList): void {
  const related = isObject(step) ? step : null;
  const text = textOf(related?.["message"]);
  if (!FLOW.test(text)) return; // "inlineLoc"
  const at = member(member(member(related, "location"), "range"), "start");
  const said = text.replace(FLOW, "");
  list.addFlow(STEP.test(said) && typeof at?.["line"] === "number" ? `  ${said} at :${at["line"]}` : said);
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(fields: Fields | null | undefined, name: string): Fields | null {
  const value = fields?.[name];
  return isObject(value) ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
