import { COLUMN_TYPES, type Column, type ColumnType, type PackedValue } from "../../model/packedValue";

/** Throws an Error for what is no plain value: a File, a class of ours, a function. */
export function packValue(value: unknown): PackedValue {
  const columns: Column[] = [];
  const indices = new Map<object, number>();
  const pack = (part: unknown): unknown => {
    switch (typeof part) {
      case "string":
      case "boolean":
        return part;
      case "number":
        return Number.isFinite(part) && !Object.is(part, -0) ? part : { $: "number", value: numberText(part) };
      case "bigint":
        return { $: "bigint", value: String(part) };
      case "object":
        return part === null ? null : packObject(part);
      default:
        throw new Error(`a ${typeof part} cannot be saved`);
    }
  };
  const packObject = (part: object): unknown => {
    if (ArrayBuffer.isView(part)) {
      if (!isColumn(part)) throw new Error(`a ${part.constructor.name} cannot be saved`);
      const index = indices.get(part) ?? columns.push(part) - 1;
      indices.set(part, index);
      return { $: "column", column: index };
    }
    if (Array.isArray(part)) return part.map(pack);
    if (part instanceof Map) return { $: "map", entries: [...part].map(([key, one]) => [pack(key), pack(one)]) };
    if (Object.getPrototypeOf(part) !== Object.prototype) throw new Error(`a ${part.constructor.name} cannot be saved`);
    const entries = Object.entries(part).flatMap(([key, one]) =>
      one === undefined ? [] : [[key, pack(one)] as const],
    );
    return "$" in part ? { $: "object", entries } : Object.fromEntries(entries);
  };
  return { tree: pack(value), columns };
}

/** The name of a column's type. */
export function columnType(column: Column): ColumnType {
  return column.constructor.name as ColumnType;
}

function isColumn(part: ArrayBufferView): part is Column {
  return Object.values(COLUMN_TYPES).some((type) => part instanceof type);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
