import type { EscapeCapture, EscapeMessage } from "../../model/capture";
import type { StoreSite } from "./storeSites";

/** How a store came by its messages: they are of its line, or of another line of its function. */
export type EscapeJoin = "line" | "function" | "none";

export interface Joined {
  readonly join: EscapeJoin;
  readonly messages: readonly EscapeMessage[];
}

const NOTHING: Joined = { join: "none", messages: [] };

/** One source file of the listings. */
interface ListedSource {
  readonly pkg: string;
  readonly tail: readonly string[]; // parts of its path, the last first
  readonly messages: EscapeMessage[];
  readonly functions: number[]; // lines
}

/**
 * Finds the compiler's messages for lines of profiles. The compiler prints paths as it was called with ("./main.go"),
 * binaries hold absolute ones or, with -trimpath, import paths: of the files with the same base name the one is taken
 * that has most parts of the path, from its end, in common.
 */
export class EscapeIndex {
  readonly #byName = new Map<string, ListedSource[]>();

  constructor(listings: readonly EscapeCapture[]) {
    const sources = new Map<string, ListedSource>();
    const sourceOf = (pkg: string, file: string): ListedSource => {
      const key = `${pkg}|${file}`;
      let source = sources.get(key);
      if (source === undefined) {
        source = { pkg, tail: tailOf(pkg, file), messages: [], functions: [] };
        sources.set(key, source);
        const [name = ""] = source.tail;
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), source]);
      }
      return source;
    };
    for (const { messages, functions } of listings) {
      for (const message of messages) sourceOf(message.pkg, message.file).messages.push(message);
      for (const { pkg, file, line } of functions) sourceOf(pkg, file).functions.push(line);
    }
    for (const { functions } of sources.values()) functions.sort((a, b) => a - b);
  }

  of({ func, file, line }: Pick<StoreSite, "func" | "file" | "line">): Joined {
    if (file === null || line === 0) return NOTHING;
    const sources = this.#sources(func, file);
    const onLine = sources.flatMap(({ messages }) => messages.filter((message) => message.line === line));
    if (onLine.length > 0) return { join: "line", messages: onLine };
    const inFunction = sources.flatMap(({ messages, functions }) => {
      const after = functions.findIndex((start) => start > line);
      const start = functions[(after < 0 ? functions.length : after) - 1];
      const end = functions[after] ?? Number.POSITIVE_INFINITY;
      return start === undefined ? [] : messages.filter((message) => message.line >= start && message.line < end);
    });
    return inFunction.length === 0 ? NOTHING : { join: "function", messages: inFunction };
  }

  #sources(func: string, file: string): readonly ListedSource[] {
    const tail = file.split("/").reverse();
    const pkg = packageOf(func);
    const candidates = (this.#byName.get(tail[0] ?? "") ?? []).filter((source) => mayBeOf(source.pkg, pkg));
    const common = candidates.map((source) => commonLength(source.tail, tail));
    const most = Math.max(0, ...common);
    return candidates.filter((_, index) => common[index] === most);
  }
}

/** "net/http" of "net/http.(*conn).serve". */
function packageOf(func: string): string {
  const slash = func.lastIndexOf("/");
  const dot = func.indexOf(".", slash + 1);
  return dot < 0 ? "" : func.slice(0, dot);
}

/** A main package is "main" in symbols and in -json, its import path elsewhere. */
function mayBeOf(listed: string, pkg: string): boolean {
  return listed === pkg || listed === "" || listed === "main" || pkg === "" || pkg === "main";
}

/** Relative paths lie in the package's folder. */
function tailOf(pkg: string, file: string): readonly string[] {
  const parts = file.split("/").filter((part) => part !== "." && part !== "..");
  const isBare = parts.length === 1 && pkg !== "" && pkg !== "main";
  return [...(isBare ? pkg.split("/") : []), ...parts].reverse();
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
