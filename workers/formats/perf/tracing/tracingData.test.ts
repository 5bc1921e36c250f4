import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noTracingData, readTracingData, type TracingData } from "./tracingData";

const FORMAT = `name: take
ID: 2331
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;

\tfield:unsigned long addr;\toffset:8;\tsize:8;\tsigned:0;

print fmt: "%lx", REC->addr
`;

interface Options {
  readonly littleEndian?: boolean;
  readonly version?: string;
  readonly formats?: readonly string[];
}

/** A section with two systems, the first of them empty. */
function section({ littleEndian = true, version = "0.6", formats = [FORMAT] }: Options): Uint8Array {
  const bytes: number[] = [];
  const text = (value: string): void => new TextEncoder().encode(value).forEach((byte) => void bytes.push(byte));
  const integer = (value: number, size: number): void => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(value), littleEndian);
    const all = [...new Uint8Array(view.buffer)];
    bytes.push(...(littleEndian ? all.slice(0, size) : all.slice(8 - size)));
  };
  const blob = (value: string): void => {
    integer(new TextEncoder().encode(value).length, 8);
    text(value);
  };
  text(`\x17\x08\x44tracing${version}\0`);
  bytes.push(littleEndian ? 0 : 1, 8);
  integer(4096, 4);
  for (const name of ["header_page", "header_event"]) {
    text(`${name}\0`);
    blob(`fields of ${name}`);
  }
  integer(1, 4);
  blob("name: function\nID: 1\nformat:\n");
  integer(2, 4);
  text("none\0");
  integer(0, 4);
  text("demo\0");
  integer(formats.length, 4);
  for (const format of formats) blob(format);
  integer(0, 4);
  integer(0, 4);
  if (version === "0.6") integer(0, 8);
  return Uint8Array.from(bytes);
}

function read(bytes: Uint8Array): TracingData {
  const tracing = noTracingData();
  readTracingData(bytes, 0x1000, tracing);
  return tracing;
}

describe("readTracingData", () => {
  it.each([
    [true, "0.5"],
    [true, "0.6"],
    [false, "0.5"],
    [false, "0.6"],
  ])("reads either byte order and both versions (%s, %s)", (littleEndian, version) => {
    const tracing = read(section({ littleEndian, version }));
    expect(tracing.littleEndian).toBe(littleEndian);
    expect([...tracing.events.keys()]).toEqual([2331]);
    expect(tracing.events.get(2331)).toMatchObject({ system: "demo", name: "take", printFmt: '"%lx", REC->addr' });
  });

  it("says what is wrong, and where", () => {
    expect(() => read(new Uint8Array(40))).toThrow("TRACING_DATA at 0x1000: it does not begin with 17 08 44");
    expect(() => read(section({ version: "0.7" }))).toThrow("TRACING_DATA at 0x100a: version 0.7, known are 0.5, 0.6");
    expect(() => read(section({}).slice(0, 12))).toThrow("a name has no end");
  });

  it("keeps the formats beside a damaged one", () => {
    const tracing = noTracingData();
    const bytes = section({ formats: ["name: lost\nformat:\n", FORMAT, "x".repeat(300_000)] });
    expect(() => readTracingData(bytes, 0, tracing)).toThrow(
      'the format of an event of "demo" (19 bytes) cannot be read',
    );
    expect([...tracing.events.keys()]).toEqual([2331]);
  });

  it("keeps the formats before a cut, wherever it is", () => {
    const whole = section({ formats: [FORMAT, FORMAT.replace("2331", "2332")] });
    const kept = new Set<number>();
    for (let length = 0; length <= whole.length - 16; length++) {
      const tracing = noTracingData();
      try {
        readTracingData(whole.slice(0, length), 0, tracing);
      } catch (error) {
        expect(error).toMatchObject({ failure: { where: "TRACING_DATA" } });
      }
      kept.add(tracing.events.size);
    }
    expect([...kept]).toEqual([0, 1, 2]);
  });

  it("throws nothing but DecodeError, whatever the bytes", () => {
    const whole = section({ formats: [FORMAT, FORMAT] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }), (flips) => {
        const bytes = whole.slice();
        for (const [at, value] of flips) bytes[at] = value;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: "DecodeError" });
        }
      }),
    );
  });
});
