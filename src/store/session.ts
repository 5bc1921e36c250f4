import { createStore } from "zustand/vanilla";
import type { AddressAnswer } from "../model/addresses";
import type { Deviation, DeviationOptions } from "../model/deviation";
import { EMPTY_FILTER } from "../model/filter";
import type { GoroutineSeries } from "../model/goroutines";
import type { HeapSeries } from "../model/growth";
import type { HeldDump } from "../model/heapDump";
import type { NativeHeap } from "../model/nativeHeap";
import type { NumaMemory } from "../model/numa";
import type { PteLayout } from "../model/pagemap";
import type { Inspection, NamedCapture, Selection, SessionFile, StageTiming } from "../model/session";
import { EVERYTHING, type SpanHistory, type SpanRoleChoices } from "../model/spans";

/** What the page holds: the dropped files, what the stages made of them, and what the user looks at. */
export interface SessionState {
  readonly files: readonly SessionFile[]; // as inFileOrder puts them
  readonly named: ReadonlyMap<number, NamedCapture>; // by SessionFile.id
  readonly heapSeries: readonly HeapSeries[];
  readonly nativeHeaps: ReadonlyMap<number, NativeHeap>; // by SessionFile.id
  readonly goroutineSeries: readonly GoroutineSeries[];
  readonly spans: readonly SpanHistory[];
  readonly heapDumps: ReadonlyMap<number, HeldDump>; // by SessionFile.id
  readonly deviation: Deviation | null;
  readonly deviationOptions: DeviationOptions;
  readonly numa: NumaMemory | null;
  readonly timings: readonly StageTiming[];
  readonly inspection: Inspection | null;
  readonly lineLengths: ReadonlyMap<number, number>; // chosen minimum_instruction_length, by SessionFile.id of the object
  readonly spanRoles: ReadonlyMap<number, SpanRoleChoices>; // chosen roles of events, by SessionFile.id
  readonly pteLayout: PteLayout; // that page-table entries of SW64 are read with
  readonly addressText: string; // pasted into the address box
  readonly addresses: readonly AddressAnswer[];
  readonly pendingStages: number; // stages that run or wait
  readonly totalMs: number; // from the first drop to the last time everything was done
  readonly selection: Selection;
  readonly memoryQuestion: MemoryQuestion | null;
  readonly dialog: DialogId | null; // the window that is open above the page
  readonly guidePage: string; // that the guide opens at: GuidePlace.page
  readonly notUnderstood: NotUnderstood | null; // of the address that was opened last
}

export type DialogId = "trust" | "keys" | "link" | "palette" | "guide";

/** What of an address was left out. All of it comes from the address, so it is hostile text. */
export interface NotUnderstood {
  readonly version: string; // of the link, where it is one that this page does not know; "" for none
  readonly view: string; // that there is not; "" for none
  readonly parameters: readonly string[]; // names
}

/** Whether files are opened that may need more memory than there is. */
export interface MemoryQuestion {
  readonly names: readonly string[]; // of the files that do not fit
  readonly needBytes: number; // of all that were dropped
  readonly budgetBytes: number;
  readonly answer: (isWanted: boolean) => void;
}

const empty: SessionState = {
  files: [],
  named: new Map(),
  heapSeries: [],
  nativeHeaps: new Map(),
  goroutineSeries: [],
  spans: [],
  heapDumps: new Map(),
  deviation: null,
  deviationOptions: { limits: {}, rules: [] },
  numa: null,
  timings: [],
  inspection: null,
  lineLengths: new Map(),
  spanRoles: new Map(),
  pteLayout: "core3",
  addressText: "",
  addresses: [],
  pendingStages: 0,
  totalMs: 0,
  memoryQuestion: null,
  dialog: null,
  guidePage: "",
  notUnderstood: null,
  selection: {
    view: "",
    profile: -1,
    search: "",
    func: "",
    marked: "",
    base: -1,
    normalised: false,
    series: 0,
    points: null,
    filter: EMPTY_FILTER,
    place: null,
    weight: "",
    spans: EVERYTHING,
    rawNames: false,
    choices: {},
  },
};

export const session = createStore<SessionState>(() => empty);

export function changeFile(id: number, change: Partial<SessionFile>): void {
  session.setState(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, ...change } : file)) }));
}

export function addTiming(timing: StageTiming): void {
  session.setState(({ timings }) => ({ timings: [...timings, timing] }));
}

export function select(change: Partial<Selection>): void {
  session.setState(({ selection }) => ({ selection: { ...selection, ...change } }));
}

export function openDialog(dialog: DialogId): void {
  session.setState({ dialog });
}

export function openGuide(guidePage: string): void {
  session.setState({ dialog: "guide", guidePage });
}

export function closeDialog(): void {
  session.setState({ dialog: null });
}
