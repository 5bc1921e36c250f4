import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { type Elf, openElf } from "./elf";
import { fileChecksum } from "./fileChecksum";
import { readAltLink, readDebugLink, readSupplementaryId } from "./links";
import { readBuildIds } from "./notes";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const open = (name: string): Promise<Elf> => openElf(bytesSource(name, file(name)));

describe("links to other files", () => {
  it.each([
    ["fixtures/tree.stripped", "fixtures/tree.debug"],
    ["fixtures/own.c.stripped", "fixtures/own.c.debug"],
  ])("objcopy put the checksum of the debug file into %s", async (stripped, debug) => {
    const link = await readDebugLink(await open(stripped));
    expect(debug.endsWith(`/${link?.name}`)).toBe(true);
    expect(link?.crc32).toBe(await fileChecksum(bytesSource(debug, file(debug)), () => undefined));
  });

  it("dwz put the build id of what it moved into .gnu_debugaltlink", async () => {
    const link = await readAltLink(await open("../dwarf/fixtures/dwz-a"));
    expect(link?.name).toBe("dwz.common");
    expect(link?.buildId).toBe((await readBuildIds(await open("../dwarf/fixtures/dwz.common"))).gnu);
  });

  it("and with DWARF 5 an id of its own into .debug_sup of both", async () => {
    // readelf -x .debug_sup
    const id = "8b19c4420d350b1bd9a259c51faee30eb637fd06";
    expect(await readAltLink(await open("fixtures/links/sup.a.so"))).toEqual({ name: "sup.common", buildId: id });
    const common = await open("fixtures/links/sup.common");
    expect([await readAltLink(common), await readSupplementaryId(common)]).toEqual([null, id]);
    expect(await readSupplementaryId(await open("fixtures/links/sup.a.so"))).toBeNull();
  });

  it("are none in a file that is whole", async () => {
    const whole = await open("fixtures/tree");
    expect([await readDebugLink(whole), await readAltLink(whole), await readSupplementaryId(whole)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
