import type { Profile } from "../../model/profile";
import {
  type FrameTable,
  type FuncTable,
  type Module,
  type NamedStacks,
  RUNGS,
  type StackTable,
} from "../../model/stacks";

/**
 * A profile drawn as text, for tests of analyses: a column per sample, roots on top, columns two or more blanks
 * apart and beginning where the first line has them. The first line may give the weights (1 otherwise).
 *
 *     10    5
 *     main  main
 *     f     g[inl]
 *
 * Marks behind a name: `[file:a.go]`, `[line:12]`, `[lib:libc.so]`, `[inl]` (the compiler put it into its caller).
 * Frames of equal name and marks are one function, one code address, one stack row. An empty column is a sample
 * without a stack.
 */
export function profileFromText(
  text: string,
  options: { readonly event?: string; readonly unit?: string } = {},
): { readonly named: NamedStacks; readonly profile: Profile } {
  const { weights, columns } = parseColumns(text);
  const tables = new Tables();
  const stack = columns.map((column) => tables.addStack(column.map(parseFrame)));
  return {
    named: tables.named(),
    profile: {
      event: options.event ?? "samples",
      unit: options.unit ?? "count",
      startNs: 0n,
      args: [],
      dumps: null,
      samples: {
        length: columns.length,
        stack: Int32Array.from(stack),
        weight: Float64Array.from(weights),
        time: null,
        thread: null,
        cpu: null,
      },
    },
  };
}

interface TextFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly lib: string;
  readonly inlined: boolean;
}

function parseColumns(text: string): { weights: number[]; columns: string[][] } {
  const raw = text.split("\n").filter((line) => line.trim() !== "");
  const indent = Math.min(...raw.map((line) => line.search(/\S/)));
  const lines = raw.map((line) => line.slice(indent));
  const starts = [...(lines[0] ?? "").matchAll(/\S+(?: \S+)*/g)].map((match) => match.index);
  for (const line of lines)
    for (const start of starts)
      if (/\S\S/.test(line.slice(Math.max(0, start - 1), start + 1)))
        throw new Error(`profileFromText: a name crosses column ${start} in "${line}"`);
  const cells = lines.map((line) => starts.map((from, i) => line.slice(from, starts[i + 1]).trim()));
  const weighted = (cells[0] ?? []).every((cell) => /^[-+]?\d+(\.\d+)?$/.test(cell));
  const rows = weighted ? cells.slice(1) : cells;
  return {
    weights: weighted ? (cells[0] ?? []).map(Number) : starts.map(() => 1),
    columns: starts.map((_, column) => rows.map((row) => row[column] ?? "").filter((cell) => cell !== "")),
  };
}

function parseFrame(cell: string): TextFrame {
  const marks = new Map<string, string>();
  const name = cell.replace(/\[(file|line|lib|inl)(?::([^\]]*))?\]/g, (_, key: string, value: string | undefined) => {
    marks.set(key, value ?? "");
    return "";
  });
  return {
    name,
    file: marks.get("file") ?? "",
    line: Number(marks.get("line") ?? 0),
    lib: marks.get("lib") ?? "",
    inlined: marks.has("inl"),
  };
}

/** The interned tables while they grow. Every row is known by the text of what it holds. */
class Tables {
  private readonly strings = new Interned<string>();
  private readonly modules = new Interned<Module>();
  private readonly funcs = new Interned<{ name: number; file: number; module: number }>();
  private readonly codes = new Interned<{ symbol: number }>();
  private readonly frames: { func: number; line: number; code: number; inlined: number }[] = [];
  private readonly recorded = new Interned<{ prefix: number; code: number }>();
  private readonly frameStart: number[] = [];

  /** Adds a stack, root first; answers its recorded stack, -1 when it has no frames. */
  addStack(frames: readonly TextFrame[]): number {
    let recorded = -1;
    for (let i = 0; i < frames.length; ) {
      // One code address: a frame and what is inlined into it.
      let end = i + 1;
      while (frames[end]?.inlined === true) end++;
      const group = frames.slice(i, end);
      const symbol = this.strings.add(group[0]?.name ?? "", group[0]?.name ?? "");
      const code = this.codes.add(JSON.stringify(group), { symbol });
      if (code === this.frameStart.length) {
        this.frameStart.push(this.frames.length);
        for (const frame of group.reverse()) this.addFrame(frame, code);
      }
      recorded = this.recorded.add(`${recorded} ${code}`, { prefix: recorded, code });
      i = end;
    }
    return recorded;
  }

  private addFrame(frame: TextFrame, code: number): void {
    const module =
      frame.lib === ""
        ? -1
        : this.modules.add(frame.lib, {
            path: frame.lib,
            buildId: null,
            addressing: "file-offset",
            pid: -1,
            anchor: null,
          });
    const name = this.strings.add(frame.name, frame.name);
    const file = frame.file === "" ? -1 : this.strings.add(frame.file, frame.file);
    const func = this.funcs.add(`${name} ${file} ${module}`, { name, file, module });
    this.frames.push({ func, line: frame.line, code, inlined: frame.inlined ? 1 : 0 });
  }

  named(): NamedStacks {
    const funcs: FuncTable = {
      length: this.funcs.rows.length,
      name: Int32Array.from(this.funcs.rows, (row) => row.name),
      file: Int32Array.from(this.funcs.rows, (row) => row.file),
      module: Int32Array.from(this.funcs.rows, (row) => row.module),
    };
    const frames: FrameTable = {
      length: this.frames.length,
      func: Int32Array.from(this.frames, (row) => row.func),
      line: Int32Array.from(this.frames, (row) => row.line),
      code: Int32Array.from(this.frames, (row) => row.code),
      inlined: Uint8Array.from(this.frames, (row) => row.inlined),
    };
    const recorded: StackTable = {
      length: this.recorded.rows.length,
      prefix: Int32Array.from(this.recorded.rows, (row) => row.prefix),
      frame: Int32Array.from(this.recorded.rows, (row) => row.code),
    };
    return {
      strings: this.strings.rows,
      modules: this.modules.rows,
      funcs,
      frames,
      frameStart: Int32Array.from([...this.frameStart, this.frames.length]),
      recorded,
      codeSymbol: Int32Array.from(this.codes.rows, (row) => row.symbol),
      codeRung: new Uint8Array(this.codes.rows.length).fill(RUNGS.indexOf("capture")),
    };
  }
}

class Interned<Row> {
  readonly rows: Row[] = [];
  private readonly ids = new Map<string, number>();

  add(key: string, row: Row): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.rows.length);
    return this.rows.push(row) - 1;
  }
}
