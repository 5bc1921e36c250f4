/** Test only: builds the bytes of protobuf messages field by field, so that tests say exactly what is in a file. */

export type Field = Uint8Array;

/** A field of wire type 0. Negative numbers take ten bytes, as int64 does. */
export function int(field: number, value: number | bigint): Field {
  return Uint8Array.from([...leb128(BigInt(field * 8)), ...leb128(BigInt(value))]);
}

/** Repeated integers in one field. */
export function packed(field: number, values: readonly (number | bigint)[]): Field {
  return content(field, Uint8Array.from(values.flatMap((value) => leb128(BigInt(value)))));
}

/** Repeated integers, one field each. */
export function unpacked(field: number, values: readonly (number | bigint)[]): Field {
  return message(...values.map((value) => int(field, value)));
}

export function text(field: number, value: string): Field {
  return content(field, new TextEncoder().encode(value));
}

/** A field that holds a message, or any bytes. */
export function content(field: number, ...fields: readonly Field[]): Field {
  const inside = message(...fields);
  return message(Uint8Array.from([...leb128(BigInt(field * 8 + 2)), ...leb128(BigInt(inside.length))]), inside);
}

export function message(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

function leb128(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 0x80n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}
