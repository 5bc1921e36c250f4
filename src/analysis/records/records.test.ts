import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examples } from "../../views/records/examples";
import { type RecordColumn, recordColumns } from "./recordColumn";
import { matchingSamples, sortedSamples } from "./recordOrder";

const [{ profile, named }] = examples.plain.profiles;
const threads = [
  { pid: 7, tid: 71, comm: "worker" },
  { pid: 7, tid: 7, comm: "main" },
];
const columns = recordColumns(
  { ...profile, samples: { ...profile.samples, thread: Int32Array.of(0, 1, 0, 1) } },
  named,
  threads,
);
const column = (id: string): RecordColumn => {
  const found = columns.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no column ${id}`);
  return found;
};
const textsOf = (id: string): string[] => [0, 1, 2, 3].map((sample) => column(id).text(sample));

describe("recordColumns", () => {
  it("has the columns that say something, as texts", () => {
    expect(columns.map(({ id }) => id).join(" ")).toBe(
      "time process thread comm cpu weight function arg0 arg1 arg2 arg3",
    );
    expect(textsOf("time")).toEqual(["12.999000007", "13.000000007", "13.001000007", "13.002000007"]);
    expect(textsOf("thread")).toEqual(["71", "7", "71", "7"]);
    expect(textsOf("comm")).toEqual(["worker", "main", "worker", "main"]);
    expect(textsOf("cpu")).toEqual(["", "0", "1", "2"]);
    expect(textsOf("function")).toEqual(["f", "f", "read", "init"]);
    expect(textsOf("arg0")).toEqual(["4096", "16", "100", ""]);
    expect(textsOf("arg1")).toEqual(["0x7f00", "0xfffffffffffff000", "0x0", "0x1"]);
    expect(textsOf("arg2")).toEqual(["cache", "session", "cache", ""]);
    expect(textsOf("arg3")).toEqual(["GFP_A|GFP_B", "GFP_A", "none", "0x8"]);
  });

  it("puts last what a probe records by itself", () => {
    const values = new Float64Array(4);
    const args = ["__probe_ip", "size"].map((name) => ({ name, kind: "number", values }) as const);
    expect(
      recordColumns({ ...profile, args }, named, [])
        .map(({ title }) => title)
        .slice(-2),
    ).toEqual([{ arg: "size" }, { arg: "__probe_ip" }]);
  });

  it("leaves out what is the same or unknown everywhere", () => {
    const { length } = profile.samples;
    const samples = {
      ...profile.samples,
      weight: new Float64Array(length).fill(1),
      cpu: new Int16Array(length).fill(-1),
    };
    const few = recordColumns({ ...profile, samples, args: [] }, named, []);
    expect(few.map(({ id }) => id)).toEqual(["time", "function"]);
  });
});

it("finds samples by the text of any column, in any case", () => {
  const found = (search: string): number[] => [...matchingSamples(columns, 4, search)];
  expect(found("")).toEqual([0, 1, 2, 3]);
  expect(found("SESSION")).toEqual([1]);
  expect(found("gfp_a")).toEqual([0, 1]);
  expect(found("0xffff")).toEqual([1]);
  expect(found("4096")).toEqual([0]);
  expect(found("13.00")).toEqual([1, 2, 3]);
  expect(found("worker")).toEqual([0, 2]);
  expect(found("read")).toEqual([2]);
  expect(found("71")).toEqual([0, 2]);
  expect(found("nothing")).toEqual([]);
});

describe("sortedSamples", () => {
  const all = Int32Array.of(0, 1, 2, 3);
  const sorted = (id: string, descending: boolean): number[] => [...sortedSamples(all, column(id), descending)];

  it("sorts figures by size, texts by code, what is missing before all", () => {
    expect(sorted("arg0", false)).toEqual([3, 1, 2, 0]);
    expect(sorted("arg0", true)).toEqual([0, 2, 1, 3]);
    expect(sorted("arg2", false)).toEqual([3, 0, 2, 1]);
    expect(sorted("arg2", true)).toEqual([1, 0, 2, 3]);
    expect(sorted("thread", true)).toEqual([0, 2, 1, 3]);
    expect(sorted("time", true)).toEqual([3, 2, 1, 0]);
  });

  it("agrees with a stable comparison sort on any doubles", () => {
    const double = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(double), fc.boolean(), (keys, descending) => {
        const samples = Int32Array.from(keys.keys()).reverse();
        const by: RecordColumn = { ...column("time"), key: (sample) => keys[sample] };
        const direction = descending ? -1 : 1;
        const compare = (a: number, b: number) => direction * (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0);
        expect([...sortedSamples(samples, by, descending)]).toEqual([...samples].sort(compare));
      }),
    );
  });
});
