import { expect, it } from "vitest";
import type { NamedStacks } from "../../model/stacks";
import { framesOfStack } from "../shownRows";
import { profileFromText } from "./profileFromText";

function namesOf(named: NamedStacks, recorded: number): string[] {
  return framesOfStack(named, recorded).map((frame) => {
    const func = named.frames.func[frame] ?? -1;
    return named.strings[named.funcs.name[func] ?? -1] ?? "?";
  });
}

it("reads a column per sample, roots on top", () => {
  const { named, profile } = profileFromText("main  main\nf     g\n      h");
  expect([...profile.samples.weight]).toEqual([1, 1]);
  expect([...profile.samples.stack].map((stack) => namesOf(named, stack))).toEqual([
    ["f", "main"],
    ["h", "g", "main"],
  ]);
  expect(named.recorded.length).toBe(4); // main is one row
  expect([...named.recorded.prefix]).toEqual([-1, 0, 0, 2]);
});

it("reads weights, marks, inlined frames and empty stacks", () => {
  const { named, profile } = profileFromText(
    `
      10                          -2.5                3
      main[file:a.go][line:3]     main
      f[inl][file:b.go][line:7]   read[lib:libc.so]
    `,
    { event: "inuse_space", unit: "bytes" },
  );
  expect(profile).toMatchObject({ event: "inuse_space", unit: "bytes" });
  expect([...profile.samples.weight]).toEqual([10, -2.5, 3]);
  expect(profile.samples.stack[2]).toBe(-1);
  expect(named.recorded.length).toBe(3); // f is in main's code; main without marks is another; read
  expect(namesOf(named, profile.samples.stack[0] ?? -1)).toEqual(["f", "main"]);
  expect([...named.frames.inlined]).toEqual([1, 0, 0, 0]);
  expect([...named.frames.code]).toEqual([0, 0, 1, 2]);
  expect([...named.frames.line]).toEqual([7, 3, 0, 0]);
  expect(named.strings[named.codeSymbol[0] ?? -1]).toBe("main");
  expect(named.modules.map((module) => module.path)).toEqual(["libc.so"]);
});

it("refuses a drawing whose names cross a column", () => {
  expect(() => profileFromText("f  g\nabcde")).toThrow("crosses column 3");
});
