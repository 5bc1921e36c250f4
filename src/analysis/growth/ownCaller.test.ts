import { expect, it } from "vitest";
import { ownCaller } from "./ownCaller";

const caller = (...stack: string[]) => ownCaller({ func: stack[0] ?? "", stack });

it("a site of the standard library works for the first function outside of it", () => {
  // the heaviest stacks of leaking Go 1.26 servers, as go tool pprof -traces prints them
  expect(caller("fmt.Sprintf", "main.leakAppend", "main.main", "runtime.main")).toBe("main.leakAppend");
  expect(
    caller("encoding/json.(*decodeState).literalStore", "encoding/json.Unmarshal", "example.org/srv/store.Load"),
  ).toBe("example.org/srv/store.Load");
  expect(caller("slices.Grow[...]", "github.com/a/b.(*T).add[go.shape.int]")).toBe(
    "github.com/a/b.(*T).add[go.shape.int]",
  );
});

it("what is the program's own needs no caller, and the runtime's own has none", () => {
  expect(caller("main.leakMap", "main.main", "runtime.main")).toBeNull();
  expect(caller("runtime.mallocgc", "runtime.growslice", "runtime.allgadd", "runtime.systemstack")).toBeNull();
  expect(caller("time", "main")).toBeNull(); // C
  expect(caller("log::Writer::grow()", "main")).toBeNull(); // C++
});
