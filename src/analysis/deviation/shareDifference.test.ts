import { expect, it } from "vitest";
import type { DifferenceSide } from "../difference/differenceSide";
import { profileFromText } from "../testing/profileFromText";
import { shareDifference } from "./shareDifference";

function side(text: string): DifferenceSide {
  const { named, profile } = profileFromText(text);
  return { named, samples: profile.samples, labels: [], codes: null };
}

/** Innermost function and weight of each stack that differs. */
function leaves({ named, samples }: ReturnType<typeof shareDifference>): readonly (readonly [string, number])[] {
  return Array.from(samples.stack, (row, sample) => {
    const frame = named.frameStart[named.recorded.frame[row]];
    return [named.strings[named.funcs.name[named.frames.func[frame]]], samples.weight[sample]] as const;
  });
}

it("compares shares, whatever the totals, by normalised names", () => {
  const baseline = side(`
    6     2
    main  main
    f     g[lib:libc-2.28.so]
  `);
  const candidate = side(`
    500         500
    main        main
    f.isra.0    g[lib:libc.so.6]
  `);
  expect(new Map(leaves(shareDifference(candidate, baseline, [])))).toEqual(
    new Map([
      ["f", -0.25],
      ["g", 0.25],
    ]),
  );
});

it("leaves nothing of equal profiles, and nothing where a rule says that two functions are one", () => {
  const text = "3     7     1\nmain  main  init\nf     g";
  expect(shareDifference(side(text), side(text), []).samples.length).toBe(0);
  const renamed = side(text.replace("g", "h"));
  expect(leaves(shareDifference(renamed, side(text), []))).toHaveLength(2);
  expect(shareDifference(renamed, side(text), [["h", "g"]]).samples.length).toBe(0);
  expect(shareDifference(side("0\nmain"), side("0\nmain"), []).samples.length).toBe(0);
});
