import type { SessionFile } from "../model/session";

/** A dropped source file that may be the one a path names. */
export interface SourceMatch {
  readonly file: SessionFile;
  readonly tail: number; // path components that are equal, from the last
  readonly others: number; // files that fit as well
}

/** Dropped source files, found by the ends of paths: they lay elsewhere on the machine that compiled them. */
export class SourceFiles {
  readonly #byName = new Map<string, SessionFile[]>();

  constructor(files: readonly SessionFile[]) {
    for (const file of files) {
      if (file.kind !== "source" || file.status !== "ok") continue;
      const known = this.#byName.get(file.name);
      if (known === undefined) this.#byName.set(file.name, [file]);
      else known.push(file);
    }
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** The file with the longest common tail, the first dropped of equals; at least the name has to be the same. */
  find(path: string): SourceMatch | null {
    const wanted = componentsOf(path);
    const named = this.#byName.get(wanted.at(-1) ?? "") ?? [];
    const tails = named.map(({ folder, name }) => commonTail(wanted, [...componentsOf(folder), name]));
    const tail = Math.max(0, ...tails);
    const file = named[tails.indexOf(tail)];
    if (file === undefined || tail === 0) return null;
    return { file, tail, others: tails.filter((each) => each === tail).length - 1 };
  }
}

/** "/src/./a/../b.c" and "C:\src\b.c" are both src, b.c at their end. */
function componentsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0) parts.pop();
    else parts.push(part);
  }
  return parts;
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  let tail = 0;
  while (tail < Math.min(a.length, b.length) && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return tail;
}
