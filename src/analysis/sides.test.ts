import { describe, expect, test } from "vitest";
import { exampleFile } from "./findings/examples";
import { sidesOf } from "./sides";
import { exampleObject } from "./testing/exampleObject";

const file = (batch: number, arch: string | null) => exampleFile({ batch, capture: exampleObject({ arch }) });

describe("sides", () => {
  test("by the architecture; else by what it was dropped with, if that is one side", () => {
    const x86 = file(1, "x86_64");
    const sw64 = file(2, "sw_64");
    const [withX86, withBoth, alone] = [file(1, null), file(3, null), file(4, null)];
    const both = [file(3, "x86_64"), file(3, "sw_64")];
    const sides = sidesOf([withX86, x86, sw64, withBoth, ...both, alone]);
    expect(sides.get(withX86.id)).toBe("baseline");
    expect([sides.get(x86.id), sides.get(sw64.id)]).toEqual(["baseline", "candidate"]);
    expect([sides.has(withBoth.id), sides.has(alone.id)]).toEqual([false, false]);
  });

  test("what is chosen counts first, for what was dropped with it too", () => {
    const chosen = exampleFile({ batch: 1, chosenSide: "candidate", capture: exampleObject({ arch: "x86_64" }) });
    const unread = exampleFile({ batch: 1 });
    const together = file(1, null);
    const sides = sidesOf([chosen, unread, together]);
    expect([...sides]).toEqual([
      [chosen.id, "candidate"],
      [together.id, "candidate"],
    ]);
  });
});
