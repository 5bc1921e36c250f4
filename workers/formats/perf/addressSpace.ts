import type { ModuleMapping as Mapping } from "../../../src/model/stacks";

/** What happened to the memory of a process, in the order of time. */
export type SpaceEvent =
  | { readonly kind: "map"; readonly pid: number; readonly time: number; readonly mapping: Mapping }
  | { readonly kind: "exec"; readonly pid: number; readonly time: number }
  | { readonly kind: "fork"; readonly pid: number; readonly parent: number; readonly time: number };

/**
 * The memory of one process over the time in which no address changed its meaning. A mapping where nothing was
 * mapped joins the space that is there, also for samples taken before it: perf may write it late. A mapping over
 * another one, and exec, begin a new space.
 */
export interface AddressSpace {
  readonly id: number;
  readonly pid: number;
  readonly fromTime: number; // -Infinity for a process's first
  readonly mappings: readonly Mapping[]; // by start, disjoint
}

/** All address spaces of a capture, by pid and time. */
export class AddressSpaces {
  readonly #byPid = new Map<number, Space[]>();
  #count = 0;

  /** `events` need no order: times decide, time 0 (what was there before recording) comes first. */
  constructor(events: readonly SpaceEvent[]) {
    const ordered = events.map((event, index) => ({ event, index }));
    ordered.sort((a, b) => a.event.time - b.event.time || a.index - b.index);
    for (const { event } of ordered) {
      if (event.kind === "map") this.#map(event.pid, event.time, event.mapping);
      else if (event.kind === "exec") this.#begin(event.pid, event.time, []);
      else if (event.pid !== event.parent) this.#begin(event.pid, event.time, this.#last(event.parent)?.mappings ?? []);
    }
  }

  /** The space of a process at a time; null for a process that no record tells of. */
  at(pid: number, time: number): AddressSpace | null {
    const spaces = this.#byPid.get(pid);
    if (spaces === undefined) return null;
    let i = spaces.length - 1;
    while (i > 0 && (spaces[i] as Space).fromTime > time) i--;
    return spaces[i] as Space;
  }

  /** Every space, by its id. */
  all(): readonly AddressSpace[] {
    const spaces: AddressSpace[] = [];
    for (const ofProcess of this.#byPid.values()) for (const space of ofProcess) spaces[space.id] = space;
    return spaces;
  }

  #map(pid: number, time: number, mapping: Mapping): void {
    const before = this.#last(pid) ?? this.#begin(pid, time, []);
    const [first, end] = overlap(before.mappings, mapping);
    const old = before.mappings.slice(first, end);
    const joins = old.every((other) => sameMeaning(other, mapping));
    const space = joins ? before : this.#begin(pid, time, before.mappings);
    space.mappings.splice(first, old.length, ...(joins ? [union(old, mapping)] : cutOut(old, mapping)));
  }

  #begin(pid: number, time: number, mappings: readonly Mapping[]): Space {
    const last = this.#last(pid);
    if (last !== undefined && last.mappings.length === 0) {
      last.mappings.push(...mappings); // nothing was mapped in it: no sample can miss it
      return last;
    }
    const space: Space = {
      id: this.#count++,
      pid,
      fromTime: last === undefined ? -Infinity : time,
      mappings: [...mappings],
    };
    if (last === undefined) this.#byPid.set(pid, [space]);
    else this.#byPid.get(pid)?.push(space);
    return space;
  }

  #last(pid: number): Space | undefined {
    return this.#byPid.get(pid)?.at(-1);
  }
}

interface Space extends AddressSpace {
  readonly mappings: Mapping[];
}

/** The mapping of a space that covers an address, or null. */
export function mappingAt(space: AddressSpace, address: number): Mapping | null {
  const mapping = space.mappings[countUntil(space.mappings, (m) => m.start <= address) - 1];
  return mapping !== undefined && address < mapping.end ? mapping : null;
}

/** Index range of the mappings that share an address with `mapping`; empty, at its place, when none does. */
function overlap(mappings: readonly Mapping[], mapping: Mapping): [number, number] {
  const first = countUntil(mappings, (m) => m.end <= mapping.start);
  return [
    first,
    Math.max(
      first,
      countUntil(mappings, (m) => m.start < mapping.end),
    ),
  ];
}

/** How many of the leading mappings fulfil a condition that holds up to some place and not after it. */
function countUntil(mappings: readonly Mapping[], holds: (mapping: Mapping) => boolean): number {
  let low = 0;
  let high = mappings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(mappings[middle] as Mapping)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an address in both means the same byte of the same module. */
function sameMeaning(a: Mapping, b: Mapping): boolean {
  return a.module === b.module && a.start - a.fileOffset === b.start - b.fileOffset;
}

function union(old: readonly Mapping[], mapping: Mapping): Mapping {
  let { start, end, fileOffset } = mapping;
  for (const other of old) {
    if (other.start < start) ({ start, fileOffset } = other);
    if (other.end > end) end = other.end;
  }
  return { start, end, fileOffset, module: mapping.module };
}

/** The new mapping with what it leaves of the old ones on both sides. */
function cutOut(old: readonly Mapping[], mapping: Mapping): Mapping[] {
  const left: Mapping[] = [];
  const right: Mapping[] = [];
  for (const other of old) {
    if (other.start < mapping.start) left.push({ ...other, end: mapping.start });
    if (other.end > mapping.end) {
      const fileOffset = other.fileOffset + (mapping.end - other.start);
      right.push({ ...other, start: mapping.end, fileOffset });
    }
  }
  return [...left, mapping, ...right];
}
