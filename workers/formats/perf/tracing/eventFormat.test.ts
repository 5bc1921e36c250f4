import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventField, parseEventFormat } from "./eventFormat";
import { FieldBytes, integerAt, numberOf, type Payload, textOf } from "./payload";

function field(declaration: string, offset: number, size: number, signed = 0, longBytes = 8): EventField {
  const line = `\tfield:${declaration};\toffset:${offset};\tsize:${size};\tsigned:${signed};`;
  const [parsed] = parseEventFormat(`name: x\nID: 7\nformat:\n${line}\n\nprint fmt: ""`, longBytes)?.fields ?? [];
  if (parsed === undefined) throw new Error(`no field in ${line}`);
  return parsed;
}

describe("parseEventFormat", () => {
  it("tells what a field is from its declaration", () => {
    const kinds: Readonly<Record<string, readonly [number, string, number]>> = {
      "unsigned long pfn": [8, "integer inline", 0],
      "const char * filename": [8, "pointer inline", 0],
      "char comm[16]": [16, "string inline", 1],
      "char comm[TASK_COMM_LEN]": [16, "string inline", 1],
      "__data_loc char[] tag": [4, "string data_loc", 1],
      "__rel_loc char[] tag": [4, "string rel_loc", 1],
      "__data_loc u64[] addrs": [4, "array data_loc", 8],
      "s32 values[]": [12, "array inline", 4],
      "__u8 saddr[4]": [4, "array inline", 1],
      "unsigned char cdb[16]": [16, "array inline", 1],
      "void * callers[4]": [32, "array inline", 8],
      "__data_loc unsigned long[] callers": [4, "array data_loc", 8],
      "struct timespec64 now": [16, "bytes inline", 0],
      "__data_loc cpumask_t cpumask": [4, "bytes data_loc", 0],
      "enum zone_type zone": [4, "integer inline", 0],
    };
    for (const [declaration, [size, kind, elementBytes]] of Object.entries(kinds)) {
      const parsed = field(declaration, 8, size);
      expect([declaration, `${parsed.kind} ${parsed.place}`, parsed.elementBytes]).toEqual([
        declaration,
        kind,
        elementBytes,
      ]);
    }
    expect(field("__data_loc unsigned long[] callers", 8, 4, 0, 4).elementBytes).toBe(4);
  });

  it("reads formats without signs, leaves out what all events have, and stops at the limit", () => {
    const old =
      "name: x\nID: 7\nformat:\n\tfield:int common_pid;\toffset:4;\tsize:4;\n\tfield:int a;\toffset:8;\tsize:4;\n";
    expect(parseEventFormat(old, 8)?.fields.map(({ name, signed }) => [name, signed])).toEqual([["a", false]]);
    const lines = Array.from({ length: 99 }, (_, i) => `\tfield:int a${i};\toffset:${i * 4};\tsize:4;\tsigned:1;\n`);
    expect(parseEventFormat(`name: x\nID: 7\n${lines.join("")}`, 8)?.fields.length).toBe(64);
    expect(parseEventFormat("name: x\nID: none\n", 8)).toBeNull();
    expect(parseEventFormat("ID: 7\n", 8)).toBeNull();
  });
});

/** A payload of the given bytes with others around it, which must never be read. */
function payload(bytes: readonly number[], littleEndian = true): Payload {
  const all = Uint8Array.from([0xee, 0xee, 0xee, ...bytes, 0x21, 0x21, 0x21, 0x21]);
  return { view: new DataView(all.buffer), bytes: all, start: 3, end: 3 + bytes.length, littleEndian };
}

function text(of: EventField, from: Payload): string | null {
  const found = new FieldBytes();
  return found.find(of, from) ? textOf(of, from.bytes.subarray(found.from, found.to), from.littleEndian) : null;
}

describe("payload", () => {
  it("reads every integer that 8 bytes hold as BigInt does, in either byte order", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.boolean(), (value, littleEndian) => {
        const view = new DataView(new ArrayBuffer(8));
        view.setBigInt64(0, value, littleEndian);
        expect(integerAt(view, 0, 8, true, littleEndian)).toBe(Number(value));
        const low = littleEndian ? 0 : 4;
        expect(integerAt(view, low, 4, false, littleEndian)).toBe(Number(BigInt.asUintN(32, value)));
        expect(integerAt(view, low, 4, true, littleEndian)).toBe(Number(BigInt.asIntN(32, value)));
        expect(integerAt(view, littleEndian ? 0 : 6, 2, true, littleEndian)).toBe(Number(BigInt.asIntN(16, value)));
        expect(integerAt(view, littleEndian ? 0 : 7, 1, false, littleEndian)).toBe(Number(BigInt.asUintN(8, value)));
      }),
    );
  });

  it("follows __data_loc from the payload's start and __rel_loc from the field's end", () => {
    const a = 0x61;
    const word = (length: number, offset: number): number[] => [offset, 0, length, 0];
    expect(text(field("__data_loc char[] s", 2, 4), payload([9, 9, ...word(3, 6), a, a, 0]))).toBe("aa");
    expect(text(field("__rel_loc char[] s", 2, 4), payload([9, 9, ...word(3, 1), 9, a, a, a]))).toBe("aaa");
    expect(text(field("__data_loc u16[] v", 0, 4), payload([...word(4, 4), 1, 0, 0, 1]))).toBe("{1,256}");
    expect(text(field("__data_loc u16[] v", 0, 4), payload([0, 4, 0, 4, 1, 0, 0, 1], false))).toBe("{256,1}");
    expect(text(field("s64 v[]", 0, 16, 1), payload([...Array(8).fill(255), 5, ...Array(7).fill(0)]))).toBe("{-1,5}");
    expect(text(field("u64 v[]", 0, 8), payload(Array(8).fill(255)))).toBe("{18446744073709551615}");
    expect(text(field("struct key key", 0, 3), payload([1, 0xab, 0]))).toBe("01ab00");
    expect(text(field("char buf[]", 1, 0), payload([9, a, a, a]))).toBe("aaa");
    expect(text(field("char s[4]", 0, 4), payload([a, 0xff, 0, a]))).toBe("a\ufffd");
  });

  it("reads nothing beyond the payload", () => {
    const word = (length: number, offset: number): number[] => [offset, 0, length, 0];
    expect(text(field("__data_loc char[] s", 0, 4), payload([...word(2, 4), 1]))).toBeNull();
    expect(text(field("__data_loc char[] s", 0, 4), payload([...word(0, 6), 1]))).toBeNull();
    expect(text(field("__rel_loc char[] s", 0, 4), payload([...word(2, 0), 1]))).toBeNull();
    expect(text(field("__data_loc char[] s", 0, 2), payload([...word(0, 0)]))).toBeNull();
    expect(text(field("char s[4]", 0, 4), payload([1, 1, 1]))).toBeNull();
    expect(numberOf(field("int a", 0, 4), payload([1, 1, 1]))).toBeNaN();
    expect(numberOf(field("int a", 999_999_999, 4), payload([1, 1, 1, 1]))).toBeNaN();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.nat(30), fc.boolean(), (bytes, offset, littleEndian) => {
        for (const declaration of ["__data_loc char[] s", "__rel_loc u8[] s", "char s[4]"]) {
          const from = payload([...bytes], littleEndian);
          const found = new FieldBytes();
          if (!found.find(field(declaration, offset, 4), from)) continue;
          expect(found.from).toBeGreaterThanOrEqual(from.start);
          expect(found.to).toBeLessThanOrEqual(from.end);
          expect(found.to).toBeGreaterThanOrEqual(found.from);
        }
      }),
    );
  });
});
