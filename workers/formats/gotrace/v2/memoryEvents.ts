import type { Handlers } from "../handlers";
import { USUAL_LAYOUT } from "../replay/heapLayout";
import type { Trace } from "../trace";
import type { GenerationTables } from "./generationTables";

/** Events of the heap, of collections, and of the AllocFree experiment. */
export function memoryHandlers({ heap, collections, allocFree }: Trace, tables: () => GenerationTables): Handlers {
  const { spans, objects, stacks } = allocFree;
  const layout = () => allocFree.layout ?? USUAL_LAYOUT;
  const type = (id: number) => tables().types.get(id) ?? -1;
  return [
    ["HeapAlloc", (ns, [bytes]) => heap.alloc(ns, bytes)],
    ["HeapGoal", (ns, [bytes]) => heap.goal(ns, bytes)],
    ["GCActive", () => collections.goesOn()],
    ["GCBegin", (ns) => collections.begins(ns)],
    ["GCEnd", (ns) => collections.ends(ns)],
    ["Span", (ns, args, thread) => spans.born(args[0], args[1], args[2], ns, thread, true)],
    ["SpanAlloc", (ns, args, thread) => spans.born(args[0], args[1], args[2], ns, thread, false)],
    ["SpanFree", (ns, args) => spans.died(args[0], ns)],
    ["HeapObject", (ns, args) => objects.born(args[0], type(args[1]), ns, true, layout())],
    ["HeapObjectAlloc", (ns, args) => objects.born(args[0], type(args[1]), ns, false, layout())],
    ["HeapObjectFree", (_ns, args) => objects.died(args[0], layout())],
    ["GoroutineStack", (_ns, args) => stacks.born(args[0], args[1], true)],
    ["GoroutineStackAlloc", (_ns, args) => stacks.born(args[0], args[1], false)],
    ["GoroutineStackFree", (_ns, args) => stacks.died(args[0])],
  ];
}
