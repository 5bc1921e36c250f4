import type { ComponentType, LazyExoticComponent } from "react";
import { defaultProfile } from "../../analysis/defaultProfile";
import type { FileKind } from "../../model/capture";
import type { DeviationOptions } from "../../model/deviation";
import type { PteLayout } from "../../model/pagemap";
import type { SampleRegisters } from "../../model/registers";
import type { Finding } from "../../model/report";
import type { CodePlace, ProfileEntry, Selection, SessionData, Side } from "../../model/session";
import type { SpanRole } from "../../model/spans";
import type { StackDumps } from "../../model/stackDumps";

/** What a view may ask for beyond the selection. */
export interface Actions {
  cancel(fileId: number): void;
  remove(fileId: number): void;
  /** null: let the architecture decide. */
  setSide(fileId: number, side: Side | null): void;
  /** Reads the machine code around a place of a capture; it comes as SessionData.inspection. */
  inspect(fileId: number, place: CodePlace, cpu: string | null): void;
  /** The registers of one sample of a capture; null where its record has none, or is gone. */
  readRegisters(fileId: number, dump: StackDumps): Promise<SampleRegisters | null>;
  /** Names the addresses of these lines; the answers come into the session. */
  askAddresses(text: string): void;
  /** Reads an object's line tables with this minimum_instruction_length; null for the one that they state. */
  setLineLength(objectFile: number, length: number | null): void;
  /** Takes an event for something else in the replay of spans; null for nothing, undefined for what its name says. */
  setSpanRole(fileId: number, event: string, role: SpanRole | null | undefined): void;
  /** Reads page-table entries of SW64 with this layout. */
  setPteLayout(layout: PteLayout): void;
  /** What the comparison of the sides goes by instead of what the captures say. */
  setDeviationOptions(options: DeviationOptions): void;
  /** The text of a dropped source file; null when it is gone or cannot be read. */
  readSource(fileId: number): Promise<string | null>;
}

export interface ViewProps {
  readonly session: SessionData;
  readonly findings: readonly Finding[];
  readonly actions: Actions;
  readonly selection: Selection;
  readonly select: (change: Partial<Selection>) => void;
}

/** Also a view's place in the URL and the key of its words: `views.<id>.title`, `.answers`, `.empty`. */
export type ViewId =
  | "overview"
  | "captures"
  | "heapGrowth"
  | "difference"
  | "deviation"
  | "nativeHeap"
  | "goroutines"
  | "numa"
  | "escapes"
  | "heapDump"
  | "spans"
  | "functions"
  | "callTree"
  | "icicle"
  | "flameGraph"
  | "records"
  | "frame"
  | "symbols";

/** One entry of the rail. Adding a view is one folder and one line in `registry.ts`. */
export interface View {
  readonly id: ViewId;
  /** The kinds of file it shows; said where it has none. */
  readonly needs: readonly FileKind[];
  /** Whether it shows the one profile that is chosen above it. */
  readonly showsProfile?: boolean;
  /** Whether it has something to show for these files. */
  accepts(session: SessionData): boolean;
  readonly Component: LazyExoticComponent<ComponentType<ViewProps>>;
}

/** The profile that the views of one profile show, with all its samples; undefined where there is none. */
export function wholeProfile({ profiles }: SessionData, { profile }: Selection): ProfileEntry | undefined {
  return profiles.find(({ id }) => id === profile) ?? defaultProfile(profiles);
}

/**
 * How to record what a view needs. SW64's kernel refuses precise events (`:p`), and its own call chains end after one
 * frame on goroutine and thread stacks: there a software event and stack dumps.
 */
export const RECORD_COMMANDS = {
  heap: `for i in $(seq -w 0 11); do curl -so heap-$i.pb.gz 'http://localhost:6060/debug/pprof/heap?gc=1'; sleep 60; done`,
  gctrace: "GODEBUG=gctrace=1,scavtrace=1 ./service 2> gctrace.log",
  heapDump: `f, _ := os.Create("heap.dump"); debug.WriteHeapDump(f.Fd()); f.Close()`,
  memory: "cat /proc/PID/smaps > smaps.txt; curl -so heap.txt 'http://localhost:6060/debug/pprof/heap?gc=1&debug=1'",
  goroutines: `for i in $(seq -w 0 11); do curl -so goroutine-$i.pb.gz 'http://localhost:6060/debug/pprof/goroutine'; sleep 60; done`,
  goroutineText: `curl -so goroutines.txt 'http://localhost:6060/debug/pprof/goroutine?debug=2'`,
  goroutineLeak: `curl -so goroutineleak.pb.gz 'http://localhost:6060/debug/pprof/goroutineleak'`,
  trace: "curl -so exec.trace 'http://localhost:6060/debug/pprof/trace?seconds=15'",
  traceAllocFree:
    "GODEBUG=traceallocfree=1 ./service & sleep 5; curl -so exec.trace 'http://localhost:6060/debug/pprof/trace?seconds=15'",
  goroutineSignal: "kill -QUIT PID",
  numa: "while sleep 60; do date +%s; cat /sys/devices/system/node/node*/meminfo /proc/PID/numa_maps; done > numa.txt",
  numastat: "while sleep 60; do date +%s; numastat -p PID; numastat -m; done > numastat.txt",
  perfCpus: "perf record -e cpu-clock -F 99 -g --sample-cpu -p PID -- sleep 30",
  perfX86: "perf record -e cpu-clock -F 999 -g -p PID -- sleep 30",
  tracepoint: "perf record -e kmem:mm_page_alloc -g -p PID -- sleep 30",
  perfSw64: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 30",
} as const;
