import fc from "fast-check";
import { expect, it } from "vitest";
import { Damage } from "./damage";
import { content } from "./profileBytes";
import { Spans } from "./spans";
import { StringTable } from "./strings";

/** A table of these strings, with their tags and lengths between them. */
function tableOf(strings: readonly Uint8Array[]): StringTable {
  const spans = new Spans();
  const bytes: number[] = [];
  for (const string of strings) {
    bytes.push(...content(6, string));
    spans.push(bytes.length - string.length, bytes.length);
  }
  return new StringTable(Uint8Array.from(bytes), spans, new Damage("test"));
}

it("gives each string as it would be decoded by itself, whatever stands beside it", () => {
  const ascii = fc.array(fc.integer({ min: 0, max: 0x7f }), { maxLength: 150 });
  const cutUtf8 = fc.array(fc.constantFrom(0x41, 0x80, 0xc3, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0xff), { maxLength: 4 });
  const string = fc.oneof(ascii, cutUtf8).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(fc.array(string, { maxLength: 20 }), (strings) => {
      const all = [new Uint8Array(0), ...strings];
      const table = tableOf(all);
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      expect(all.map((_, index) => table.text(index))).toEqual(all.map((bytes) => decoder.decode(bytes)));
    }),
  );
});
