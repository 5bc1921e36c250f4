import type { PerfAttr, StackCapture } from "../../../model/capture";
import type { Profile } from "../../../model/profile";
import { type NamedStacks, RUNGS, type StackTable } from "../../../model/stacks";
import { exampleEvent } from "../../captureCheck/examples";
import { exampleThreads } from "../../testing/exampleThreads";

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
        ...exampleThreads(threads.map((tid) => [1, tid, "program"])),
        events: [exampleEvent({ samples: samples.length, chains: null }, attr)],
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
