import type { Profile } from "../../model/profile";
import type { HarnessInput, StackInput } from "./input";

/** What sources are called: equal names are compared with each other. */

type NamedInput = Pick<StackInput, "kind" | "profiles" | "perf" | "pprof">;

export type GraphName = (event: string, graph: string) => string;

/**
 * Recordings of one event are told apart by where their call chains come from, if both sides have chains of one kind; if not,
 * those that there are compared, and comparability says that they are not alike.
 */
export function graphNames(...sides: readonly (readonly (NamedInput | HarnessInput)[])[]): GraphName {
  const graphs = sides.map((captures) => {
    const byEvent = new Map<string, Set<string>>();
    for (const input of captures) {
      if (input.kind === "harness-csv" || !isPerf(input)) continue;
      for (const profile of perfProfiles(input)) {
        const event = plainEvent(profile);
        byEvent.set(event, (byEvent.get(event) ?? new Set()).add(graphOf(input, profile)));
      }
    }
    return byEvent;
  });
  return (event, graph) => {
    const [base, later] = graphs.map((byEvent) => [...(byEvent.get(event) ?? [])]);
    const isOneKind = new Set([...base, ...later]).size === 1;
    return isOneKind || !base.some((one) => later.includes(one)) ? `perf ${event}` : `perf ${event} ${graph}`;
  };
}

function isPerf({ kind }: NamedInput): boolean {
  return kind === "perf" || kind === "script";
}

function perfProfiles({ profiles }: NamedInput): readonly Profile[] {
  return profiles.filter(({ isDerived, samples }) => isDerived !== true && samples.length > 0);
}

function plainEvent({ event }: Profile): string {
  return event.replace(EVENT_MODIFIERS, "");
}

function graphOf({ perf }: NamedInput, { event }: Profile): string {
  return perf?.events.find(({ name }) => name === event)?.attr?.callGraph ?? "chains";
}

export interface NamedProfile {
  readonly name: string;
  readonly kind: "perf" | "folded" | "text" | "go-trace" | "cpu" | "heap" | "other";
  readonly profile: Profile;
  readonly weighed: Profile;
  readonly counts: Float64Array | null;
}

/** Kinds of pprof by a sample type that only they have. */
const PPROF_KINDS: readonly (readonly [event: string, name: string])[] = [
  ["cpu", "cpu"],
  ["inuse_space", "heap"],
  ["goroutine", "goroutine"],
  ["goroutineleak", "goroutineleak"],
  ["contentions", "contentions"],
  ["threadcreate", "threadcreate"],
];

/** The profiles of a file that are counted, and by which name each is compared. */
export function namedProfiles(input: NamedInput, graphName: GraphName): NamedProfile[] {
  const { kind, profiles, pprof } = input;
  if (isPerf(input)) {
    return perfProfiles(input).map((profile) => ({
      name: graphName(plainEvent(profile), graphOf(input, profile)),
      kind: "perf",
      profile,
      weighed: profile,
      counts: null,
    }));
  }
  const [first] = profiles;
  if (first === undefined) return [];
  if (kind === "folded") {
    return [{ name: "folded", kind, profile: first, weighed: first, counts: first.samples.weight }];
  }
  if (kind === "go-trace") {
    return [{ name: `trace ${first.event}`, kind, profile: first, weighed: first, counts: null }];
  }
  if (kind === "goroutine-text") {
    return [{ name: "goroutine text", kind: "text", profile: first, weighed: first, counts: null }];
  }
  const found = PPROF_KINDS.find(([event]) => profiles.some((profile) => profile.event === event))?.[1];
  const weighed = profiles[pprof?.defaultSampleType ?? 0] ?? first;
  const isSampled = found === "heap"; // its counts are estimates, and 0 for what has been freed: a row is a stack
  return [
    {
      name: `pprof ${found ?? first.event}`,
      kind: found === "cpu" || found === "heap" ? found : "other",
      profile: first,
      weighed,
      counts: isSampled || first.unit !== "count" ? null : first.samples.weight,
    },
  ];
}

/** ":u", ":ppp" and the like behind an event's name (tools/perf/util/parse-events.l). */
const EVENT_MODIFIERS = /:[ukhpPGHSDIWe]+$/;
