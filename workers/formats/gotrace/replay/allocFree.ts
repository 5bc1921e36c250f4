import type { GoTrace } from "../../../../src/model/goTrace";
import { type HeapLayout, USUAL_LAYOUT } from "./heapLayout";
import { ObjectReplay } from "./objectReplay";
import { SpanReplay } from "./spanReplay";
import { StackReplay } from "./stackReplay";
import { TypeTable } from "./typeTable";

/** The AllocFree experiment: spans, the objects in them, and memory for the stacks of goroutines. */
export class AllocFree {
  /** Null while no batch has said it: ids count from an unknown address. */
  layout: HeapLayout | null = null;
  readonly types: TypeTable;
  readonly spans: SpanReplay;
  readonly objects: ObjectReplay;
  readonly stacks: StackReplay;

  constructor(limits: { readonly lives: number; readonly live: number; readonly types: number }) {
    this.types = new TypeTable(limits.types);
    this.spans = new SpanReplay({ lives: limits.lives, livePages: limits.live });
    this.objects = new ObjectReplay(this.spans, this.types, limits.live);
    this.stacks = new StackReplay(limits.live);
  }

  /** Whether the trace has the experiment's events. */
  get isThere(): boolean {
    return this.spans.counts.any || this.objects.counts.any || this.stacks.counts.any;
  }

  /** Spans, objects and stacks that the limits have left out. */
  get lost(): number {
    return this.spans.lost + this.objects.lost + this.stacks.lost;
  }

  finish(
    startNs: bigint,
    endNs: number,
  ): Pick<GoTrace, "isRelative" | "spans" | "spanCounts" | "objects" | "goroutineStacks"> {
    const isRelative = this.layout === null;
    if (!this.isThere) return { isRelative, spans: null, spanCounts: null, objects: null, goroutineStacks: null };
    const layout = this.layout ?? USUAL_LAYOUT;
    return {
      isRelative,
      spanCounts: this.spans.counts.counts(),
      objects: this.objects.finish(layout), // needs the spans as they are
      spans: this.spans.finish(layout, { startNs, endNs, isRelative }),
      goroutineStacks: this.stacks.finish(),
    };
  }
}
