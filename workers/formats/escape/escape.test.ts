import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EscapeCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { formats } from "../registry";
import { escapeMessages } from ".";

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function decoded(content: Uint8Array<ArrayBuffer>): Promise<EscapeCapture> {
  const capture = await escapeMessages.decode(bytesSource("m.txt", content), { progress: () => undefined });
  if (capture.kind !== "escape") throw new Error("no escape messages");
  return capture;
}

const places = ({ messages }: EscapeCapture) => messages.map(({ line, column, text }) => `${line}:${column} ${text}`);

it.each(["leakd-m.txt", "stores/m.txt", "stores/m2.txt", "stores/main.json"])("recognised: %s", (name) => {
  expect(formats.find((format) => format.recognises(fixture(name).subarray(0, 4096)))?.id).toBe("escape");
});

it.each(["./main.go:3:5: undefined: x\n", "main.go:12\n", "package main\n\n// x escapes to heap\n", ""])(
  "something else: %j",
  (text) => {
    expect(escapeMessages.recognises(bytes(text))).toBe(false);
  },
);

it("keeps what -m says of the heap: grep -c 'to heap' is 11 of 66 lines", async () => {
  const { messages, functions, losses, facts } = await decoded(fixture("leakd-m.txt"));
  expect(messages).toHaveLength(11);
  expect(messages[0]).toEqual({
    pkg: "example.com/leakd",
    file: "example.com/leakd/main.go",
    line: 31,
    column: 32,
    text: "map[int]*session{} escapes to heap",
    flow: [],
  });
  expect(functions).toEqual([]); // plain -m names only functions that can be inlined
  expect(losses).toEqual([]);
  expect(facts).toEqual({ form: "-m", messages: 11, moved_to_heap: 0, other_lines: 0 });
});

const STORES = [
  "19:2 moved to heap: c",
  "26:33 i escapes to heap",
  "32:13 new(counter) escapes to heap",
  "46:19 moved to heap: c",
  "47:29 uintptr(unsafe.Pointer(kept)) escapes to heap",
];

it("gives the same messages in each form, once each", async () => {
  const [m, m2, json] = await Promise.all(["m.txt", "m2.txt", "main.json"].map((n) => decoded(fixture(`stores/${n}`))));
  if (m === undefined || m2 === undefined || json === undefined) throw new Error("no captures");
  expect(places(m)).toEqual(STORES);
  expect(places(m2).sort()).toEqual([...STORES].sort());
  // -json does not tell variables that were moved from values
  expect(places(json)).toEqual(STORES.map((text) => text.replace(/moved to heap: (.*)/, "$1 escapes to heap")));
  expect(m2.functions.map(({ line }) => line)).toEqual([18, 24, 31, 39, 45]);
  expect(json.functions.map(({ line }) => line).sort()).toEqual([18, 24, 31, 39, 45]);
});

it("keeps why, of -m=2 and -json", async () => {
  const m2 = await decoded(fixture("stores/m2.txt"));
  const json = await decoded(fixture("stores/main.json"));
  expect(m2.messages.find(({ line }) => line === 19)?.flow).toEqual([
    "flow: ~r0 = &c:",
    "  from &c (address-of) at ./main.go:20:9",
    "  from return &c (return) at ./main.go:20:2",
  ]);
  expect(json.messages.find(({ line }) => line === 19)?.flow).toEqual([
    "flow: ~r0 = &c:",
    "  from &c (address-of) at :20",
    "  from return &c (return) at :20",
  ]);
});

describe("newer forms and damage", () => {
  it("reads headers with the function, and arrows", async () => {
    const { messages } = await decoded(
      bytes(
        "# a.b/c\n./x.go:3:9: &T{...} escapes to heap in make:\n./x.go:3:9:   flow: {heap} ← &{storage}:\n./x.go:3:9: &T{...} escapes to heap\n",
      ),
    );
    expect(messages).toEqual([
      {
        pkg: "a.b/c",
        file: "./x.go",
        line: 3,
        column: 9,
        text: "&T{...} escapes to heap",
        flow: ["flow: {heap} ← &{storage}:"],
      },
    ]);
  });

  it("passes over what else a build prints", async () => {
    const { messages, facts } = await decoded(
      bytes(
        "go: downloading a v1\r\n./x.go:3:9: moved to heap: v\r\n./x.go:4: \n./x.go:99999999999:1: y escapes to heap\n\0\n",
      ),
    );
    expect(messages.map(({ text }) => text)).toEqual(["moved to heap: v"]);
    expect(facts).toMatchObject({ other_lines: 4 });
  });

  it("counts lines of -json that are none", async () => {
    const text = new TextDecoder().decode(fixture("stores/main.json"));
    const cut = `${text.split("\n").slice(0, 6).join("\n")}\n{"range":\n[]\n{"range":{"start":{"line":"1"}}}\n`;
    const { messages, losses } = await decoded(bytes(cut));
    expect(messages.length).toBeGreaterThan(0);
    expect(losses).toMatchObject([{ count: 3, first: { code: "Malformed" } }]);
  });
});
