import type { PerfAttr, StackCapture } from "../../../model/capture";
import type { Profile } from "../../../model/profile";
import { type NamedStacks, RUNGS, type StackTable } from "../../../model/stacks";

/** What a test plants: samples of threads, with stacks of named functions. */
export interface PlantedSample {
  readonly thread: number;
  readonly timeNs: number;
  readonly stack: number; // -> PlantedStacks.stacks
}

export interface Planted {
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

/** `stacks`: functions, leaf first; none has inlined calls. `attr`: what of it is not as `perf record -g` asks. */
export function planted(
  stacks: readonly (readonly string[])[],
  samples: readonly PlantedSample[],
  attr: Partial<PerfAttr> = {},
): Planted {
  const names = [...new Set(stacks.flat())];
  const { table, leafOf } = tableOf(stacks, names);
  const frames = names.map((_, i) => i);
  const threads = [...new Set(samples.map(({ thread }) => thread))];
  const profile: Profile = {
    event: "cpu-clock",
    unit: "nanoseconds",
    startNs: 0n,
    samples: {
      length: samples.length,
      stack: Int32Array.from(samples, ({ stack }) => leafOf[stack]),
      weight: new Float64Array(samples.length).fill(1_000_000),
      time: Float64Array.from(samples, ({ timeNs }) => timeNs),
      thread: Int32Array.from(samples, ({ thread }) => threads.indexOf(thread)),
      cpu: null,
    },
    args: [],
    dumps: null,
  };
  const modules = [{ path: "/srv/program", buildId: null, addressing: "file-offset", pid: -1, anchor: null }] as const;
  const codes = {
    length: names.length,
    module: new Int32Array(names.length),
    address: Float64Array.from(frames, (i) => 16 * i),
    flags: new Uint8Array(names.length),
  };
  const row = (value: number) => new Int32Array(names.length).fill(value);
  return {
    capture: {
      kind: "perf",
      arch: null,
      facts: {},
      losses: [],
      modules,
      mappings: [],
      codes,
      stacks: table,
      given: null,
      profiles: [profile],
      pprof: null,
      perf: {
        records: {},
        lost: 0,
        throttled: 0,
        outOfOrder: 0,
        firstNs: 0n,
        lastNs: 0n,
        events: [
          {
            name: "cpu-clock",
            type: 1,
            config: 0n,
            samples: samples.length,
            values: samples.length,
            periodTotal: 0n,
            attr: { ...AS_ASKED, ...attr },
            chains: null,
          },
        ],
        threads: threads.map((tid) => ({ pid: 1, tid, comm: "program" })),
        recording: null,
        offCpu: null,
        topology: null,
      },
    },
    named: {
      strings: names,
      modules,
      funcs: { length: names.length, name: Int32Array.from(frames), file: row(-1), module: row(0) },
      frames: {
        length: names.length,
        func: Int32Array.from(frames),
        line: row(0),
        code: Int32Array.from(frames),
        inlined: new Uint8Array(names.length),
      },
      frameStart: Int32Array.from([...frames, names.length]),
      recorded: table,
      codeSymbol: Int32Array.from(frames),
      codeRung: new Uint8Array(names.length).fill(RUNGS.indexOf("symtab")),
    },
  };
}

/** perf record -F 1000 -g */
const AS_ASKED: PerfAttr = {
  samplePeriod: 1000,
  freq: true,
  preciseIp: 0,
  excludeKernel: true,
  excludeHv: false,
  excludeGuest: false,
  callGraph: "fp",
  stackUser: 0,
  regsUser: 0n,
  maxStack: 0,
  hasTime: true,
  hasPeriod: true,
  hasBranches: false,
  hasPhysAddr: false,
};

function tableOf(stacks: readonly (readonly string[])[], names: readonly string[]) {
  const prefix: number[] = [];
  const frame: number[] = [];
  const known = new Map<string, number>();
  const codeOf = new Map(names.map((name, i) => [name, i]));
  const leafOf = stacks.map((stack) => {
    let row = -1;
    for (const name of [...stack].reverse()) {
      const key = `${row} ${name}`;
      let next = known.get(key);
      if (next === undefined) {
        next = prefix.push(row) - 1;
        frame.push(codeOf.get(name) ?? 0);
        known.set(key, next);
      }
      row = next;
    }
    return row;
  });
  const table: StackTable = { length: prefix.length, prefix: Int32Array.from(prefix), frame: Int32Array.from(frame) };
  return { table, leafOf };
}
