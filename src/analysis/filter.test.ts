import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_FILTER, type SampleFilter } from "../model/filter";
import type { Profile } from "../model/profile";
import { cgroupKey, cgroupsOf } from "./cgroups";
import { filterWords, isEmptyFilter, sampledFacts, sampleMask } from "./filter";
import { commNames, filterChoices } from "./filterChoices";
import { exampleThreads } from "./testing/exampleThreads";
import { filteredBy } from "./testing/filteredBy";
import { profileFromText } from "./testing/profileFromText";

const DRAWN = `
  1                           2                           4                           8                           16                          32
  main                        main                        Main                        main                        init
  f                           read[lib:/usr/lib/libc.so]  json[file:/src/enc/js.go]   f                           x
  g                                                                                   read[lib:/usr/lib/libc.so]
`;

/** Six samples of three threads in two processes, on CPUs 0, 1, 2 and one unknown, 10 ns apart. */
const { named, profile: drawn } = profileFromText(DRAWN);
const perf = sampledFacts(
  exampleThreads([
    [7, 7, "server"],
    [7, 8, "worker"],
    [9, 9, "client"],
  ]),
);
const profile: Profile = {
  ...drawn,
  args: [
    {
      name: "cgroup",
      kind: "string",
      values: Int32Array.of(0, 1, 0, 2, 1, -1),
      strings: ["/", "/system.slice/leakd.service", "/user.slice"],
    },
  ],
  samples: {
    ...drawn.samples,
    time: Float64Array.of(0, 10, 20, 30, 40, 50),
    thread: Int32Array.of(0, 1, 2, 0, 1, -1),
    cpu: Int16Array.of(0, 1, 2, 0, 1, -1),
  },
};

/** Weights are powers of two: their sum says which samples are left. */
function left(filter: Partial<SampleFilter>, of: Profile = profile): number {
  return filteredBy({ named, profile: of }, filter, perf).profile.samples.weight.reduce((sum, each) => sum + each, 0);
}

describe("filtered samples", () => {
  it("is the profile itself when nothing is asked for", () => {
    expect(filteredBy({ named, profile }, {}, perf).profile).toBe(profile);
    expect(filteredBy({ named, profile: profile }, { text: " -  " }, perf).profile).toBe(profile);
    expect(sampleMask(profile, named, perf, EMPTY_FILTER)).toBeNull();
  });

  it("keeps a tracepoint's arguments beside their samples", () => {
    const size = { name: "size", kind: "number", values: Float64Array.of(10, 11, 12, 13, 14, 15) } as const;
    const traced: Profile = { ...profile, args: [size] };
    const scattered = filteredBy({ named, profile: traced }, { threads: [7] }, perf).profile;
    expect([...(scattered.args[0]?.values ?? [])]).toEqual([10, 13]);
    const adjacent = filteredBy({ named, profile: traced }, { fromNs: 10, toNs: 40 }, perf).profile;
    expect([...(adjacent.args[0]?.values ?? [])]).toEqual([11, 12, 13]);
  });

  it("by process, thread and CPU: one of a list, all of the lists", () => {
    expect(left({ processes: [7] })).toBe(1 + 2 + 8 + 16);
    expect(left({ threads: [7, 9] })).toBe(1 + 4 + 8);
    expect(left({ processes: [7], threads: [7, 9] })).toBe(1 + 8);
    expect(left({ cpus: [0, -1] })).toBe(1 + 8 + 32);
    expect(left({ cpus: [0x10000, 70000, -5] })).toBe(0); // not CPU 0, whatever the address bar says
    expect(left({ processes: [9], cpus: [0] })).toBe(0);
    expect(left({ threads: [12345] })).toBe(0);
  });

  it("by NUMA node: the processors that the capture says it has", () => {
    const facts = {
      ...perf,
      nodes: [
        { node: 0, cpus: [0, 40_000] },
        { node: 5, cpus: [1, 2] },
        { node: 7, cpus: [] },
      ],
    };
    const on = (filter: Partial<SampleFilter>) => [
      ...filteredBy({ named, profile }, filter, facts).profile.samples.weight,
    ];
    expect(on({ nodes: [0] })).toEqual([1, 8]);
    expect(on({ nodes: [5] })).toEqual([2, 4, 16]);
    expect(on({ nodes: [5], cpus: [2] })).toEqual([4]);
    expect(on({ nodes: [7] })).toEqual([]);
    expect(left({ nodes: [0] })).toBe(0); // a capture that does not say them
    expect(filterChoices(profile.samples, null, facts).nodes.map(({ id, samples }) => [id, samples])).toEqual([
      [0, 2],
      [5, 3],
    ]);
  });

  it("by control group, whatever the column's own numbers are", () => {
    const [root, service] = ["/", "/system.slice/leakd.service"].map(cgroupKey);
    if (root === undefined || service === undefined) throw new Error("no keys");
    expect(left({ cgroups: [service] })).toBe(2 + 16);
    expect(left({ cgroups: [service, root] })).toBe(1 + 2 + 4 + 16);
    expect(left({ cgroups: [service], threads: [8] })).toBe(2 + 16);
    expect(left({ cgroups: [0] })).toBe(0); // a checksum, not a row
    // a tracepoint's own argument of that name is not the sample's
    const [own] = profile.args;
    const other = { name: "cgroup", kind: "string", values: new Int32Array(6), strings: ["/user.slice"] } as const;
    const traced: Profile = {
      ...profile,
      args: [other, ...(own === undefined ? [] : [{ ...own, name: "sample.cgroup" }])],
    };
    expect(left({ cgroups: [service] }, traced)).toBe(2 + 16);
  });

  it("by time: the end is not part of it", () => {
    expect(left({ fromNs: 10, toNs: 30 })).toBe(2 + 4);
    expect(left({ fromNs: 40 })).toBe(16 + 32);
    expect(left({ toNs: 10 })).toBe(1);
    expect(left({ fromNs: 51 })).toBe(0);
  });

  it("by words in functions, files and modules, in any case", () => {
    expect(left({ text: "MAIN" })).toBe(1 + 2 + 4 + 8);
    expect(left({ text: "g" })).toBe(1 + 4); // a function, and js.go
    expect(left({ text: "enc/" })).toBe(4);
    expect(left({ text: "libc" })).toBe(2 + 8);
    expect(left({ text: "usr" })).toBe(0); // of a module only what tables show
    expect(left({ text: "main libc" })).toBe(2 + 8);
    expect(left({ text: "libc f" })).toBe(8);
    expect(left({ text: "main -libc" })).toBe(1 + 4);
    expect(left({ text: "-main" })).toBe(16 + 32); // a stack without frames has no word in it
    expect(left({ text: "-main -init" })).toBe(32);
    expect(left({ text: "i" })).toBe(1 + 2 + 4 + 8 + 16);
    expect(left({ text: "main", threads: [8], fromNs: 5 })).toBe(2);
  });

  it("keeps the columns beside each other", () => {
    const { samples } = filteredBy({ named, profile: profile }, { threads: [8] }, perf).profile;
    const { length, weight, time, thread, cpu, stack } = samples;
    expect({ length, weight, time, thread, cpu }).toEqual({
      length: 2,
      weight: Float64Array.of(2, 16),
      time: Float64Array.of(10, 40),
      thread: Int32Array.of(1, 1),
      cpu: Int16Array.of(1, 1),
    });
    expect([...stack]).toEqual([drawn.samples.stack[1], drawn.samples.stack[4]]);
  });

  it("where a column is missing nothing fits", () => {
    for (const filter of [
      { processes: [7] },
      { threads: [7] },
      { cpus: [0] },
      { cgroups: [cgroupKey("/")] },
      { fromNs: 0 },
    ])
      expect([filter, left(filter, drawn)]).toEqual([filter, 0]);
    const noThreads = filteredBy({ named, profile: profile }, { processes: [7] }, null).profile;
    expect(noThreads.samples.length).toBe(0);
    expect(filteredBy({ named, profile: drawn }, { text: "init" }, null).profile.samples).toMatchObject({
      length: 1,
      time: null,
      thread: null,
      cpu: null,
    });
  });

  it("is what asking each sample says", () => {
    const ids = (from: readonly number[]) => fc.subarray([...from]);
    const time = fc.option(fc.integer({ min: -5, max: 60 }));
    const filters = fc.record({
      processes: ids([7, 9]),
      threads: ids([7, 8, 9]),
      cpus: ids([-1, 0, 1, 2]),
      nodes: fc.constant([]),
      cgroups: ids(["/", "/user.slice", "/elsewhere"].map(cgroupKey)),
      fromNs: time,
      toNs: time,
      text: fc.constant(""),
      rules: fc.constant([]),
      granularity: fc.constant("functions" as const),
      noInlines: fc.boolean(),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        const { samples } = profile;
        const has = (list: readonly number[], value: number | undefined) =>
          list.length === 0 || list.includes(value ?? NaN);
        const cgroups = cgroupsOf(profile);
        const cgroupKeyOf = (sample: number) => cgroupKey(cgroups?.strings[cgroups.values[sample] ?? -1] ?? "none");
        const fitting = Array.from({ length: samples.length }, (_, sample) => sample).filter((sample) => {
          const thread = perf.threads[samples.thread?.[sample] ?? -1];
          const ns = samples.time?.[sample] ?? NaN;
          return (
            has(filter.processes, thread?.pid) &&
            has(filter.threads, thread?.tid) &&
            has(filter.cpus, samples.cpu?.[sample]) &&
            has(filter.cgroups, cgroupKeyOf(sample)) &&
            ns >= (filter.fromNs ?? -Infinity) &&
            ns < (filter.toNs ?? Infinity)
          );
        });
        const { weight, time } = filteredBy({ named, profile }, filter, perf).profile.samples;
        expect([...weight]).toEqual(fitting.map((sample) => samples.weight[sample]));
        expect([...(time ?? [])]).toEqual(fitting.map((sample) => samples.time?.[sample]));
      }),
    );
  });
});

it("words are as typed; a filter is empty when it asks for nothing", () => {
  expect(filterWords("  Main -libc\t- g ")).toEqual(["Main", "-libc", "g"]);
  expect(isEmptyFilter(EMPTY_FILTER)).toBe(true);
  expect(isEmptyFilter({ ...EMPTY_FILTER, toNs: 0 })).toBe(true); // times are another matter
  expect(isEmptyFilter({ ...EMPTY_FILTER, cpus: [0] })).toBe(false);
  expect(isEmptyFilter({ ...EMPTY_FILTER, nodes: [0] })).toBe(false);
  expect(isEmptyFilter({ ...EMPTY_FILTER, cgroups: [0] })).toBe(false);
});

it("a control group's key is FNV-1a, as its authors' test vectors have it", () => {
  expect(["", "a", "foobar"].map(cgroupKey)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

it("choices: what the samples have, with how many", () => {
  expect(filterChoices(profile.samples, cgroupsOf(profile), perf)).toEqual({
    processes: [
      { id: 7, comm: "server", samples: 4 },
      { id: 9, comm: "client", samples: 1 },
    ],
    threads: [
      { id: 7, pid: 7, comm: "server", samples: 2 },
      { id: 8, pid: 7, comm: "worker", samples: 2 },
      { id: 9, pid: 9, comm: "client", samples: 1 },
    ],
    cpus: [
      { id: -1, comm: "", samples: 1 },
      { id: 0, comm: "", samples: 2 },
      { id: 1, comm: "", samples: 2 },
      { id: 2, comm: "", samples: 1 },
    ],
    nodes: [],
    cgroups: [
      { id: cgroupKey("/"), comm: "/", samples: 2 },
      { id: cgroupKey("/system.slice/leakd.service"), comm: "/system.slice/leakd.service", samples: 2 },
      { id: cgroupKey("/user.slice"), comm: "/user.slice", samples: 1 },
    ].sort((a, b) => b.samples - a.samples || a.id - b.id),
  });
  expect(filterChoices(drawn.samples, null, perf)).toEqual({
    processes: [],
    threads: [],
    cpus: [],
    nodes: [],
    cgroups: [],
  });
});

it("a process is called as its first thread, whatever comes first", () => {
  const names = commNames([
    { pid: 5, tid: 6, comm: "worker" },
    { pid: 5, tid: 5, comm: "server" },
  ]);
  expect([names.process(5), names.thread(6), names.process(1), names.thread(1)]).toEqual(["server", "worker", "", ""]);
});
