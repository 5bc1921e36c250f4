import type { Side } from "./session";

/** Memory of NUMA nodes over time: product of src/analysis/numa. Bytes, seconds. */
export interface NumaMemory {
  readonly series: readonly NodeSeries[];
  /** The one that grows most, of pages of a process where there are such: -> series. */
  readonly affected: number;
  /** Its node that grows most, and how much faster than each control, the most telling control first. */
  readonly hotNode: number;
  readonly amplifications: readonly Amplification[];
}

/** One quantity of every node, in dumps of one process or one machine. */
export interface NodeSeries {
  readonly scope: "process" | "system"; // pages of one process, or what is in use of the nodes
  readonly name: string; // of the process, else what the files' names have in common
  readonly folder: string;
  readonly side: Side | null;
  readonly timed: boolean; // else times are the numbers of the dumps
  readonly dumps: number;
  readonly startS: number; // since the epoch; 0 where not timed
  readonly nodes: readonly NodeTrend[];
  readonly free: readonly FreeTrend[]; // of system
}

/** A quantity of one node. */
export interface NodeTrend {
  readonly node: number;
  readonly timesS: Float64Array; // since startS
  readonly values: Float64Array;
  readonly slopePerS: number; // Theil–Sen
  readonly slopeCi: readonly [number, number] | null; // 95 %; null where the dumps are too few
}

/** What a node has left. */
export interface FreeTrend extends NodeTrend {
  readonly totalBytes: number; // NaN when not said, as the next
  readonly reclaimableBytes: number;
  /** From the last dump until nothing is free, at this slope; null where the slope's interval reaches 0, or without times. */
  readonly exhaustion: Exhaustion | null;
}

export interface Exhaustion {
  readonly s: number;
  readonly ci: readonly [number, number];
}

/** The slope of the hot node divided by that of a control. */
export interface Amplification {
  readonly control: number; // -> series; the affected one itself where its other nodes are the control
  readonly nodes: readonly number[]; // of the control; of several the mean slope counts
  readonly factor: number | null; // null where the control does not grow for certain
  readonly ci: readonly [number, number] | null;
  readonly atLeast: number | null; // what the control's highest slope still allows; null where the hot node may not grow
}
