import { GOROUTINE_STATES, type GoTrace } from "../../../../src/model/goTrace";
import { transitions } from "./parsedText";

/** Per goroutine at the end: state, reason where one is said, and since when. `startNs` is what the text's times begin with. */
export function statesOf({ goroutines }: GoTrace, startNs: bigint): string[] {
  return Array.from({ length: goroutines.length }, (_, row) => {
    const since = Number.isNaN(goroutines.sinceNs[row]) ? "before" : startNs + BigInt(goroutines.sinceNs[row]);
    const reason = goroutines.reasons[goroutines.reason[row]] ?? "";
    const state = GOROUTINE_STATES[goroutines.state[row]];
    return `${goroutines.id[row]} ${state} ${state === "waiting" ? reason : ""} ${since}`;
  });
}

/** The same by the text of go tool trace -d=parsed. */
export function expectedStates(text: string): string[] {
  const last = new Map<number, string>();
  for (const { ns, id, from, to, reason } of transitions(text)) {
    if (to === "NotExist") last.delete(id);
    else if (from !== to) {
      // Else it is said again, at the begin of a generation.
      const state = to.toLowerCase();
      last.set(id, `${id} ${state} ${state === "waiting" ? reason : ""} ${from === "Undetermined" ? "before" : ns}`);
    }
  }
  return [...last].sort(([a], [b]) => a - b).map(([, line]) => line);
}
