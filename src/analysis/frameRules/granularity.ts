import type { Granularity } from "../../model/filter";
import type { CodeTable, FuncTable, ModuleMapping, NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { mappingsByModule, processAddress } from "../code/mappingOf";
import { fileOfFrame } from "../framePlace";

/** Where a capture's codes lie. */
export interface CodePlaces {
  readonly codes: Pick<CodeTable, "module" | "address">;
  readonly mappings: readonly ModuleMapping[];
}

/** Functions by something else than their name. */
export interface FrameRows {
  readonly funcs: FuncTable;
  readonly func: Int32Array; // per frame -> funcs
  readonly texts: readonly string[]; // behind NamedStacks.strings
}

/** The stacks with these instead of their functions. */
export function withRows(named: NamedStacks, { funcs, func, texts }: FrameRows): NamedStacks {
  return { ...named, strings: [...named.strings, ...texts], funcs, frames: { ...named.frames, func } };
}

/**
 * The frames taken together by something else than their function, called as pprof prints it: `main.f`, `main.f a.go`,
 * `a.go`, `main.f a.go:12`, `00000000004db1a4 main.f a.go:12`. What is one row is a function of the result; like
 * functions, rows of two modules stay two. Null where they are functions.
 */
export function regrouped(named: NamedStacks, granularity: Granularity, places: CodePlaces | null): FrameRows | null {
  if (granularity === "functions") return null;
  const { frames, funcs, modules, strings } = named;
  const { func, file = func.map((_, frame) => fileOfFrame(named, frame)), line, code } = frames;
  const addressOf = granularity === "addresses" && places !== null ? addressing(named, places) : null;
  const rows = new Map<string, number>();
  const texts: string[] = [];
  const columns: Record<"name" | "file" | "module" | "mangled", number[]> = {
    name: [],
    file: [],
    module: [],
    mangled: [],
  };
  const nameOf = (frame: number): string => {
    const [name, path] = [strings[funcs.name[func[frame]]], strings[file[frame]] ?? ""];
    if (granularity === "files") return path === "" ? `[${moduleName(frame)}]` : path;
    const withLine = granularity === "filefunctions" || line[frame] === 0 ? path : `${path}:${line[frame]}`;
    const address = addressOf === null ? "" : addressOf(code[frame]);
    return [address, name, withLine].filter((part) => part !== "").join(" ");
  };
  const moduleName = (frame: number): string => {
    const module = modules[funcs.module[func[frame]]];
    return module === undefined ? "unknown" : baseName(module.path);
  };
  const rowOf = func.map((of, frame) => {
    const name = nameOf(frame);
    const key = `${funcs.module[of]} ${name}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    rows.set(key, rows.size);
    columns.name.push(strings.length + texts.push(name) - 1);
    columns.file.push(file[frame]);
    columns.module.push(funcs.module[of]);
    columns.mangled.push(granularity === "files" ? -1 : (funcs.mangled?.[of] ?? -1));
    return rows.size - 1;
  });
  const table: FuncTable = {
    length: rows.size,
    name: Int32Array.from(columns.name),
    file: Int32Array.from(columns.file),
    module: Int32Array.from(columns.module),
    mangled: Int32Array.from(columns.mangled),
  };
  return { funcs: table, func: rowOf, texts };
}

/** 16 hex digits, as pprof prints addresses. */
function addressing({ modules }: NamedStacks, { codes, mappings }: CodePlaces): (code: number) => string {
  const mappingOf = mappingsByModule({ modules, mappings });
  return (code) => {
    if (code >= codes.address.length) return ""; // a label's
    const [module, offset] = [codes.module[code], codes.address[code]];
    const address = processAddress(modules[module], mappingOf(module, offset), offset);
    return BigInt.asUintN(64, BigInt(address)).toString(16).padStart(16, "0");
  };
}
