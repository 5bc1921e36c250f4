import type { GoTrace } from "../../src/model/goTrace";
import { GOROUTINE_STATES } from "../../src/model/goTrace";
import type { SpanLives } from "../../src/model/spanLives";
import { sameLength, within } from "../profile/integrity";

/** Throws an Error with the first index of a trace that is not of a row that is there; `stacks` of its capture. */
export function checkTrace(trace: GoTrace, stacks: number): void {
  const { heap, gcs, goroutines, goroutineCounts, spans, objects } = trace;
  sameLength("heap", heap.timeNs.length, { heapAlloc: heap.heapAlloc, heapGoal: heap.heapGoal });
  sameLength("gcs", gcs.beginNs.length, { endNs: gcs.endNs });
  const { id, state, reason, stack, creator, createdNs, sinceNs, thread, creatorThread, reasons } = goroutines;
  const columns = { id, state, reason, stack, creator, createdNs, sinceNs, thread, creatorThread };
  sameLength("goroutines", goroutines.length, columns);
  checkKinds("goroutines", goroutines, reasons.length, stacks);
  const { timeNs, kinds, point, kind, count, oldestNs } = goroutineCounts;
  sameLength("goroutineCounts", point.length, { kind, count, oldestNs });
  within(point, "goroutineCounts.point", 0, timeNs.length);
  within(kind, "goroutineCounts.kind", 0, kinds.state.length);
  sameLength("goroutineCounts.kinds", kinds.state.length, kinds);
  checkKinds("goroutineCounts.kinds", kinds, reasons.length, stacks);
  if (spans !== null) checkSpans(spans, stacks);
  if (objects === null) return;
  const { address, type, span, birthNs, types, spanLive, spanMost } = objects;
  sameLength("objects", objects.length, { address, type, span, birthNs });
  within(type, "objects.type", -1, types.length);
  within(span, "objects.span", -1, spans?.length ?? 0);
  sameLength("objects", spans?.length ?? 0, { spanLive, spanMost });
  const { names, bytes, allocated, freed, live } = types;
  sameLength("objects.types", types.length, { names, bytes, allocated, freed, live });
}

function checkKinds(
  name: string,
  { state, reason, stack, creator }: GoTrace["goroutineCounts"]["kinds"],
  reasons: number,
  stacks: number,
): void {
  within(state, `${name}.state`, 0, GOROUTINE_STATES.length);
  within(reason, `${name}.reason`, -1, reasons);
  within(stack, `${name}.stack`, -1, stacks);
  within(creator, `${name}.creator`, -1, stacks);
}

function checkSpans(spans: SpanLives, stacks: number): void {
  const { length, address, pages, spanclass, birthNs, deathNs, existed, thread, openedBy } = spans;
  sameLength("spans", length, { address, pages, spanclass, birthNs, deathNs, existed, thread, openedBy });
  within(openedBy, "spans.openedBy", -1, stacks);
}
