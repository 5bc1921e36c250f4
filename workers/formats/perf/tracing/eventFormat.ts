import { TRACING_MAX_FIELDS } from "../../../io/limits";

/**
 * The format of one tracepoint, as tracefs has it in events/SYSTEM/NAME/format (kernel/trace/trace_events.c
 * `f_show`):
 *
 *   name: mm_page_alloc
 *   ID: 653
 *   format:
 *   	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
 *
 *   	field:unsigned long pfn;	offset:8;	size:8;	signed:0;
 *
 *   print fmt: "pfn=0x%lx …", REC->pfn, …
 */
export interface EventFormat {
  readonly name: string;
  readonly id: number;
  readonly fields: readonly EventField[]; // its own ones, without common_*
  readonly printFmt: string;
}

export interface EventField {
  readonly name: string;
  readonly type: string; // "unsigned long", "char[16]"
  readonly offset: number; // from the start of the payload
  readonly size: number; // of what lies there: 4 for a __data_loc
  readonly signed: boolean; // of an array: its elements
  readonly kind: FieldKind;
  /** Where the value is: at `offset`, or where a u32 there (length << 16 | distance) says. */
  readonly place: "inline" | "data_loc" | "rel_loc";
  readonly elementBytes: number; // of an array, else 0
}

/** "bytes" is what has a type that the format does not explain: structures, bit masks. */
export type FieldKind = "integer" | "pointer" | "string" | "array" | "bytes";

/** Null for a text that has no name or no id. */
export function parseEventFormat(text: string, longBytes: number): EventFormat | null {
  const name = /^name: *(\S+)/m.exec(text)?.[1];
  const id = /^ID: *(\d+)/m.exec(text)?.[1];
  if (name === undefined || id === undefined) return null;
  const fields: EventField[] = [];
  for (const [, declaration = "", offset, size, signed] of text.matchAll(FIELD)) {
    const field = declaredField(declaration, Number(offset), Number(size), signed === "1", longBytes);
    if (field === null || field.name.startsWith("common_")) continue;
    fields.push(field);
    if (fields.length === TRACING_MAX_FIELDS) break;
  }
  return { name, id: Number(id), fields, printFmt: /^print fmt: *(.*)/m.exec(text)?.[1] ?? "" };
}

/** `signed` is missing in the formats of old kernels. */
const FIELD = /^\s*field(?: special)?:([^;\n]{1,400});\s*offset:(\d{1,9});\s*size:(\d{1,9});(?:\s*signed:([01]);)?/gm;

/** "unsigned char addr[6]", "__data_loc char[] name", "const struct sock * sk". */
const DECLARATION = /^(?:(__data_loc|__rel_loc)\s+)?(.*?)\s*\b([A-Za-z_]\w*)\s*(?:\[\s*([^\]]*)\])?$/;

function declaredField(
  declaration: string,
  offset: number,
  size: number,
  signed: boolean,
  longBytes: number,
): EventField | null {
  const match = DECLARATION.exec(declaration.trim());
  if (match === null) return null;
  const [, prefix, written = "", name = "", count] = match;
  const place = prefix === "__data_loc" ? "data_loc" : prefix === "__rel_loc" ? "rel_loc" : "inline";
  const base = written.replace(/\s*\[[^\]]*\]$/, "");
  const isArray = count !== undefined || base !== written;
  const counted = Number(count) > 0 && size % Number(count) === 0 ? size / Number(count) : 0;
  const elementBytes = place === "inline" && counted > 0 ? counted : bytesOfType(base, longBytes);
  return {
    name,
    type: count === undefined ? written : `${written}[${count}]`,
    offset,
    size,
    signed,
    place,
    ...kindOf(base, size, isArray, place === "inline", elementBytes),
  };
}

function kindOf(
  base: string,
  size: number,
  isArray: boolean,
  isInline: boolean,
  elementBytes: number,
): Pick<EventField, "kind" | "elementBytes"> {
  if (isArray && /^(const )?char$/.test(base)) return { kind: "string", elementBytes: 1 };
  if (isArray) return isWord(elementBytes) ? { kind: "array", elementBytes } : { kind: "bytes", elementBytes: 0 };
  if (!isInline || !isWord(size)) return { kind: "bytes", elementBytes: 0 };
  return { kind: base.endsWith("*") ? "pointer" : "integer", elementBytes: 0 };
}

function isWord(bytes: number): boolean {
  return bytes === 1 || bytes === 2 || bytes === 4 || bytes === 8;
}

/** Size of an array's element by its type; 0 for a type that is not known. */
function bytesOfType(type: string, longBytes: number): number {
  if (type.endsWith("*")) return longBytes;
  const bare = type.replace(/\b(const|volatile|unsigned|signed) */g, "").trim();
  const width = /^(?:__)?[us](8|16|32|64)$|^u?int(8|16|32|64)_t$|^__[lb]e(16|32|64)$/.exec(bare);
  if (width !== null) return Number(width[1] ?? width[2] ?? width[3]) / 8;
  return bare === "long" || bare === "size_t" ? longBytes : (C_TYPES.get(bare) ?? 0);
}

const C_TYPES: ReadonlyMap<string, number> = new Map([
  ["char", 1],
  ["bool", 1],
  ["short", 2],
  ["int", 4],
  ["", 4], // "unsigned" alone
  ["pid_t", 4],
  ["long long", 8],
  ["dma_addr_t", 8],
]);
