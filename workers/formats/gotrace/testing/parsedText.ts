/** What `go tool trace -d=parsed` prints of a trace, read by regular expressions alone. */
export interface ParsedEvent {
  readonly ns: bigint;
  readonly thread: number;
  readonly name: string;
  readonly args: readonly bigint[];
}

/** Events of the AllocFree experiment, in Go's order. */
export function experimental(text: string): ParsedEvent[] {
  return [...text.matchAll(/^M=(-?\d+) .* Experimental Time=(\d+) Name=(\w+) (.*)$/gm)].map(
    ([, thread, ns, name = "", rest = ""]) => ({
      thread: Number(thread),
      ns: BigInt(ns ?? 0),
      name,
      // Go 1.24: ArgNames=[id type] Args=[3 0]; later: Args=[id=Value{Uint64(3)}, type=Value{Uint64(0)}]
      args: [
        ...rest
          .replace(/.* Args=/, "")
          .replaceAll("Uint64", "")
          .matchAll(/\d+/g),
      ].map(([digits]) => BigInt(digits)),
    }),
  );
}

export interface Transition {
  readonly ns: bigint;
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export function transitions(text: string): Transition[] {
  const lines = text.matchAll(/StateTransition Time=(-?\d+) GoID=(\d+) (\w+)->(\w+) Reason="(.*?)"/g);
  return [...lines].map(([, ns, id, from = "", to = "", reason = ""]) => ({
    ns: BigInt(ns ?? 0),
    id: Number(id),
    from,
    to,
    reason,
  }));
}

export function metric(text: string, name: string): { ns: bigint; value: number }[] {
  const lines = text.matchAll(/Metric Time=(-?\d+) Name="(.*?)" Value=.*?(\d+)\)?\}?$/gm);
  return [...lines].flatMap(([, ns, of, value]) =>
    of === name ? [{ ns: BigInt(ns ?? 0), value: Number(value) }] : [],
  );
}

/** Times at which collections begin and end. */
export function collections(text: string): { begin: bigint[]; end: bigint[] } {
  const times = (kind: string) =>
    [...text.matchAll(new RegExp(`Range${kind} Time=(\\d+) Name="GC concurrent`, "g"))].map(([, ns]) =>
      BigInt(ns ?? 0),
    );
  return { begin: times("Begin"), end: times("End") };
}
