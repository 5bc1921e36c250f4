import { expect, it } from "vitest";
import { GOROUTINE_ARGS } from "../../model/goroutines";
import type { TextArg } from "../../model/profile";
import { profileFromText } from "../testing/profileFromText";
import { goroutineGroups } from "./goroutinePoint";

const { named, profile } = profileFromText(
  `
  5                 2                 1
  main.handle       main.handle       main.idle
  main.wait         main.wait         time.Sleep
  runtime.chanrecv  runtime.chanrecv  runtime.gopark
  runtime.gopark    runtime.gopark
`,
  { event: "goroutine", unit: "count" },
);

const text = (name: string, strings: readonly string[], values: readonly number[]): TextArg => ({
  name,
  kind: "string",
  strings,
  values: Int32Array.from(values),
});

it("labels of pprof.Do are labels, whatever they are called", () => {
  const args = [
    text("endpoint", ["/q", "/r"], [0, 1, -1]),
    text(GOROUTINE_ARGS.status, ["ok"], [0, 0, -1]),
    text(GOROUTINE_ARGS.createdBy, ["someone"], [0, -1, -1]),
  ];
  const [waiting, idle, ...others] = goroutineGroups(named, { ...profile, args }, false);
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ count: 7, reason: "chan receive", creator: null, leaked: 0, maxMinutes: null });
  expect([...waiting.labels]).toEqual([
    ["endpoint: /q, status: ok, created_by: someone", 5],
    ["endpoint: /r, status: ok", 2],
  ]);
  expect(idle).toMatchObject({ count: 1, reason: "sleep", labels: new Map() });
});

it("of a text dump they are what its headers say: groups by creator and reason, the longest wait, leaked ones", () => {
  const args = [
    text(GOROUTINE_ARGS.status, ["chan receive", "sleep"], [0, 0, 1]),
    text(GOROUTINE_ARGS.createdBy, ["main.a", "main.b"], [0, 1, -1]),
    text(GOROUTINE_ARGS.createdAt, ["a.go:1"], [0, -1, -1]),
    text(GOROUTINE_ARGS.leaked, ["leaked"], [-1, 0, -1]),
    { name: GOROUTINE_ARGS.minutes, kind: "number", values: Float64Array.of(3, Number.NaN, 9) } as const,
  ];
  const groups = goroutineGroups(named, { ...profile, args }, true);
  expect(groups.map(({ count, creator, leaked, maxMinutes }) => [count, creator, leaked, maxMinutes])).toEqual([
    [5, { func: "main.a", place: "a.go:1" }, 0, 3],
    [2, { func: "main.b", place: "" }, 2, null],
    [1, null, 0, 9],
  ]);
});
