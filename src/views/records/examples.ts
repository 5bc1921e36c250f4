import { exampleSession, HOSTILE_NAMES, profileExamples } from "../../analysis/testing/exampleSession";
import type { ArgColumn } from "../../model/profile";
import type { SessionData } from "../../model/session";

/** The example's samples, a millisecond apart, with arguments. */
function withArgs(session: SessionData, args: readonly ArgColumn[]): SessionData {
  return {
    ...session,
    profiles: session.profiles.map((entry) => {
      const { samples } = entry.profile;
      const { length } = samples;
      const time = Float64Array.from({ length }, (_, sample) => sample * 1e6);
      const cpu = Int16Array.from({ length }, (_, sample) => sample - 1);
      return {
        ...entry,
        profile: {
          ...entry.profile,
          event: "demo:take",
          startNs: 12_999_000_007n,
          samples: { ...samples, time, cpu },
          args,
        },
      };
    }),
  };
}

const { markup = "", reordered = "", arabic = "", control = "", long = "" } = HOSTILE_NAMES;

/** Sessions to look at this view with. */
export const examples = {
  plain: withArgs(profileExamples.plain, [
    { name: "size", kind: "number", values: Float64Array.of(4096, 16, 100, Number.NaN) },
    { name: "ptr", kind: "address", values: Float64Array.of(0x7f00, -4096, 0, 1) },
    { name: "tag", kind: "string", values: Int32Array.of(1, 0, 1, -1), strings: ["session", "cache"] },
    {
      name: "gfp",
      kind: "flags",
      values: Float64Array.of(3, 1, 0, 8),
      table: {
        delimiter: "|",
        mask: -1,
        zero: "none",
        values: [
          [1, "GFP_A"],
          [2, "GFP_B"],
        ],
      },
    },
  ]),
  hostile: withArgs(profileExamples.hostile, [
    {
      name: "tag",
      kind: "string",
      values: Int32Array.of(0, 1, 2, 3, 4),
      strings: [markup, reordered, arabic, control, long],
    },
  ]),
  withoutTimes: exampleSession("main"),
};
