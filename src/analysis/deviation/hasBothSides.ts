import type { SessionFile, Side } from "../../model/session";
import { sidesOf } from "../sides";

/** Whether there is a capture on each side: something that was sampled, not a binary. */
export function hasBothSides(files: readonly SessionFile[]): boolean {
  const sides = sidesOf(files);
  const has = (side: Side): boolean =>
    files.some(
      ({ id, capture }) =>
        sides.get(id) === side && capture !== null && (capture.kind === "harness-csv" || "stacks" in capture),
    );
  return has("baseline") && has("candidate");
}
