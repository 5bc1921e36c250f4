import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Svma } from "../../../src/model/address";
import { FLOWS, type Instructions } from "../../../src/model/disassembly";
import { bytesSource } from "../../io/byteSource";
import { type Elf, openElf, readMemory } from "../../object/elf/elf";
import { Constants } from "./constants";
import { disassemble } from "./disasm";
import { fixedGp } from "./gp";

const objects = new URL("../../object/elf/fixtures/", import.meta.url);

function open(name: string): Promise<Elf> {
  return openElf(bytesSource(name, new Uint8Array(readFileSync(new URL(name, objects)))));
}

function rows(name: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}

function hex(text = ""): number {
  return Number.parseInt(text, 16);
}

describe("own.gp, which calls as gcc's code does", () => {
  let byFunction: ReadonlyMap<string, Instructions>;
  const at = (address: number): { code: Instructions; row: number } => {
    for (const code of byFunction.values()) {
      const row = code.address.indexOf(address);
      if (row >= 0) return { code, row };
    }
    throw new Error(`no instruction at ${address.toString(16)}`);
  };

  beforeAll(async () => {
    const elf = await open("own.gp");
    const functions = rows("own.gp.funcs.tsv").map(async ([low, high, name = ""]) => {
      const bytes = await readMemory(elf, hex(low), hex(high) - hex(low));
      const code = { elf, start: hex(low) as Svma, bytes, isEntry: true, cpu: null, library: null };
      return [name, await disassemble(code)] as const;
    });
    byFunction = new Map(await Promise.all(functions));
  });

  it("has the address that the linker put into each literal's place in the offset table", () => {
    const literals = rows("own.gp.literals.tsv").filter(([, relocation]) => relocation === "LITERAL");
    expect(literals.length).toBe(26);
    const found = literals.map(([address]) => {
      const { code, row } = at(hex(address));
      return code.refers[row];
    });
    expect(found).toEqual(literals.map(([, , , value]) => hex(value)));
  });

  it("calls what the linker knew that it calls", () => {
    const calls = rows("own.gp.literals.tsv").filter(([, relocation]) => relocation !== "LITERAL");
    expect(calls.length).toBe(25);
    const found = calls.map(([address, relocation]) => {
      const { code, row } = at(hex(address));
      // BRSGP enters behind the two instructions that set gp.
      return [FLOWS[code.flow[row] ?? 0], (code.target[row] ?? 0) - (relocation === "BRSGP" ? 8 : 0)];
    });
    expect(found).toEqual(calls.map(([, , , value]) => ["call", hex(value)]));
  });

  it("keeps every branch of a function inside it, and returns by ret", () => {
    const sort = byFunction.get("heap_sort");
    if (sort === undefined) throw new Error("no heap_sort");
    const flows = Array.from(sort.flow, (flow) => FLOWS[flow]);
    expect(flows.filter((flow) => flow === "return").length).toBeGreaterThan(0);
    for (const [row, flow] of flows.entries()) {
      if (flow !== "branch") continue;
      expect(sort.target[row]).toBeGreaterThanOrEqual(0x1200006c0);
      expect(sort.target[row]).toBeLessThan(0x1200008a8);
    }
    expect(Array.from(sort.target, Number.isNaN)).toEqual(flows.map((flow) => flow === "next" || flow === "return"));
  });
});

/** One word after the other at 0x120000000, in a file that has nothing else in it. */
async function assembled(words: readonly number[], isEntry = true): Promise<Instructions> {
  const elf: Elf = { ...(await open("own.d4")), programHeaders: [], sections: [] };
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  return disassemble({ elf, start: 0x120000000 as Svma, bytes, isEntry, cpu: "core3", library: null });
}

describe("addresses", () => {
  const LDIH_GP_PV = 0xffbb0002;
  const LDI_GP_GP = 0xfbbd7e84;
  const LDIH_R1_GP = 0xfc3d0001; // ldih $1,1($29)
  const LDI_R1_R1 = 0xf8210010; // ldi $1,16($1)
  const NOP = 0x43ff075f;

  it("follow from the function's own address through gp", async () => {
    const { refers } = await assembled([LDIH_GP_PV, LDI_GP_GP, LDIH_R1_GP, LDI_R1_R1]);
    const gp = 0x120000000 + 0x20000 + 0x7e84;
    expect([...refers]).toEqual([NaN, NaN, NaN, gp + 0x10000 + 16]);
  });

  it("are not known where no function begins", async () => {
    const { refers } = await assembled([LDIH_GP_PV, LDI_GP_GP, LDIH_R1_GP, LDI_R1_R1], false);
    expect([...refers]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("follow from br, which reads the pc", async () => {
    const { refers, flow } = await assembled([0x13600000, LDIH_GP_PV, LDI_GP_GP, LDIH_R1_GP, LDI_R1_R1], false);
    expect(FLOWS[flow[0] ?? 9]).toBe("next");
    expect(refers[4]).toBe(0x120000004 + 0x20000 + 0x7e84 + 0x10000 + 16);
  });

  it("are forgotten where a branch joins", async () => {
    const beqBack = 0xe41ffffe; // beq $0, the instruction before
    const { refers } = await assembled([LDIH_GP_PV, LDI_GP_GP, LDIH_R1_GP, LDI_R1_R1, beqBack]);
    expect([...refers.subarray(2, 4)]).toEqual([NaN, NaN]);
  });

  it("are half known only by the second of a pair", async () => {
    const { refers } = await assembled([LDIH_GP_PV, LDI_GP_GP, LDIH_R1_GP, NOP]);
    expect([...refers]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe("calls", () => {
  it("go where their hint says when nothing else does, and nowhere when it is 0", async () => {
    const call = 0x075b0000; // call ra,($27),hint
    const { target, text } = await assembled([call | 3, call], false);
    expect([...target]).toEqual([0x120000010, NaN]);
    expect(text[1]).toBe("call\tra,($r27),120000008");
  });

  it("that keep no return address are jumps", async () => {
    const { flow } = await assembled([0x07fb0000, 0x17e00001, 0x0ffb0000, 0x13e00001, 0x0bfa0001]);
    expect(Array.from(flow, (one) => FLOWS[one])).toEqual(["jump", "jump", "jump", "jump", "return"]);
  });

  it("leave ra at the instruction behind them, for the function to set gp again", async () => {
    const constants = new Constants(0x1000, NaN, async () => null);
    constants.called(0x2000);
    expect(await constants.step(0xffba0001, 0x2000)).toBeNaN(); // ldih $29,1(ra)
    expect(await constants.step(0xfbbd0008, 0x2004)).toBeNaN(); // ldi $29,8($29)
    expect(constants.get(29)).toBe(0x12008);
    expect(constants.get(27)).toBeNaN();
  });
});

it("gp is one constant in what Go's own linker has linked", async () => {
  const elf = await open("own.d4");
  const [section] = elf.sections;
  if (section === undefined) throw new Error("no section");
  const go = { ...elf, sections: [...elf.sections, { ...section, name: ".gopclntab", type: 1 }] };
  expect(fixedGp(elf)).toBeNaN();
  expect(fixedGp(go)).toBe(0x7fffffff);
  // ldih $27,-32767($29); ldi $27,4097($27); call ra,($27): 0x7fffffff - 0x7fff0000 + 0x1001 = 0x11000
  const bytes = new Uint8Array(Uint32Array.from([0xff7d8001, 0xfb7b1001, 0x075b0000]).buffer);
  const code = await disassemble({ elf: go, start: 0x20000 as Svma, bytes, isEntry: true, cpu: null, library: null });
  expect(code.target[2]).toBe(0x11000);
});
