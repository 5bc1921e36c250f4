import { describe, expect, it } from "vitest";
import type { Avma } from "../../../src/model/address";
import { AddressSpaces, mappingAt, type SpaceEvent } from "./addressSpace";

const PID = 7;

function map(time: number, start: number, end: number, module: number, fileOffset = 0, pid = PID): SpaceEvent {
  return { kind: "map", pid, time, mapping: { start: start as Avma, end: end as Avma, fileOffset, module } };
}

/** Module and file offset of an address, as "module+offset". */
function lookUp(spaces: AddressSpaces, pid: number, time: number, address: number): string {
  const space = spaces.at(pid, time);
  const mapping = space === null ? null : mappingAt(space, address);
  return mapping === null ? "nothing" : `${mapping.module}+${address - mapping.start + mapping.fileOffset}`;
}

describe("AddressSpaces", () => {
  it("finds what is mapped, and nothing beside it", () => {
    const spaces = new AddressSpaces([map(1, 100, 200, 0, 1000), map(1, 300, 400, 1)]);
    expect([99, 100, 199, 200, 350].map((address) => lookUp(spaces, PID, 5, address))).toEqual([
      "nothing",
      "0+1000",
      "0+1099",
      "nothing",
      "1+50",
    ]);
    expect(lookUp(spaces, 8, 5, 100)).toBe("nothing");
  });

  it("serves samples from before a mapping that perf wrote late", () => {
    const spaces = new AddressSpaces([map(50, 100, 200, 0)]);
    expect(lookUp(spaces, PID, 10, 150)).toBe("0+50");
  });

  it("takes mappings of --tail-synthesize, at the end of the file without a time, as there from the start", () => {
    const spaces = new AddressSpaces([map(50, 100, 200, 1), map(-Infinity, 100, 200, 0)]);
    expect(lookUp(spaces, PID, 10, 150)).toBe("0+50");
    expect(lookUp(spaces, PID, 60, 150)).toBe("1+50");
  });

  it("keeps what was there before another file took the address", () => {
    const spaces = new AddressSpaces([map(1, 100, 200, 0), map(50, 140, 160, 1, 7)]);
    expect([110, 150, 170].map((address) => lookUp(spaces, PID, 10, address))).toEqual(["0+10", "0+50", "0+70"]);
    expect([110, 150, 170].map((address) => lookUp(spaces, PID, 50, address))).toEqual(["0+10", "1+17", "0+70"]);
  });

  it("joins a mapping that grows", () => {
    const spaces = new AddressSpaces([map(1, 100, 200, 0), map(50, 100, 300, 0)]);
    expect(lookUp(spaces, PID, 1, 250)).toBe("0+150");
    expect(spaces.at(PID, 60)?.mappings).toHaveLength(1);
  });

  it("forgets everything at exec", () => {
    const spaces = new AddressSpaces([map(1, 100, 200, 0), { kind: "exec", pid: PID, time: 20 }, map(21, 100, 200, 1)]);
    expect(lookUp(spaces, PID, 10, 150)).toBe("0+50");
    expect(lookUp(spaces, PID, 30, 150)).toBe("1+50");
  });

  it("gives a forked process its parent's memory, and a reused pid that of its new parent", () => {
    const fork = (time: number, parent: number): SpaceEvent => ({ kind: "fork", pid: 8, parent, time });
    const spaces = new AddressSpaces([map(1, 100, 200, 0), map(1, 100, 200, 1, 0, 9), fork(5, PID), fork(50, 9)]);
    expect(lookUp(spaces, 8, 10, 150)).toBe("0+50");
    expect(lookUp(spaces, 8, 60, 150)).toBe("1+50");
  });

  it("keeps a child's own mappings from its parent", () => {
    const spaces = new AddressSpaces([
      map(1, 100, 200, 0),
      { kind: "fork", pid: 8, parent: PID, time: 5 },
      map(6, 300, 400, 1, 0, 8),
    ]);
    expect(lookUp(spaces, PID, 10, 350)).toBe("nothing");
    expect(lookUp(spaces, 8, 10, 350)).toBe("1+50");
  });
});
