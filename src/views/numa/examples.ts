import { judgeNuma } from "../../analysis/numa/judgeNuma";
import type { NodeSeriesInput } from "../../analysis/numa/nodeSeries";
import { EMPTY_SESSION, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import type { SessionData } from "../../model/session";

const DUMPS = 12;
const MIB = 2 ** 20;

/** Sessions to look at this view with. */
export const examples = {
  leaking: sessionWith("4321 (leakd)", 3.7, true),
  untimed: sessionWith("numa_maps-1.txt", 1, false),
  hostile: sessionWith(HOSTILE_NAMES["markup"], 3.7, true),
};

function sessionWith(name: string, factor: number, timed: boolean): SessionData {
  const head = { folder: "", side: null, timed, dumps: DUMPS, startS: timed ? 1_795_450_347 : 0, step: 4096 };
  const gauge = (node: number, valueAt: (dump: number) => number) => ({
    node,
    timesS: Float64Array.from({ length: DUMPS }, (_, dump) => (timed ? 60 * dump : dump)),
    values: Float64Array.from({ length: DUMPS }, (_, dump) => (valueAt(dump) + ((7 * dump) % 5)) * MIB),
  });
  const inputs: NodeSeriesInput[] = [
    {
      ...head,
      scope: "process",
      name,
      nodes: [gauge(0, (i) => 300 + 60 * factor * i), gauge(1, (i) => 280 + 60 * i)],
      free: [],
    },
    {
      ...head,
      scope: "system",
      name: "meminfo.txt",
      nodes: [gauge(0, (i) => 9000 + 60 * factor * i), gauge(1, () => 7000)],
      free: [
        { ...gauge(0, (i) => 4000 - 60 * factor * i), totalBytes: 13_000 * MIB, reclaimableBytes: 900 * MIB },
        { ...gauge(1, () => 6000), totalBytes: 13_000 * MIB, reclaimableBytes: Number.NaN },
      ],
    },
  ];
  return { ...EMPTY_SESSION, numa: judgeNuma(inputs) };
}
