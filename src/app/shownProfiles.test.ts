import { beforeEach, expect, it, vi } from "vitest";
import { exampleSession, exampleStacks } from "../analysis/findings/examples";
import { type ShownParts, type ShownProfile, shownParts } from "../analysis/shownProfile";
import { EMPTY_FILTER } from "../model/filter";
import type { ProfileEntry } from "../model/session";
import type { Shown } from "../views/view/useChosenProfile";
import { shownForFile, showProfile } from "./shownProfiles";

/** The worker: answers when it is told to. */
const worker = vi.hoisted(() => ({
  isAsked: true, // else everything is small
  turns: [] as { readonly answer: () => void; readonly isWanted: () => boolean }[],
}));

vi.mock("./analyze", () => ({
  isSmall: () => !worker.isAsked,
  analyst: {
    ask: (_name: string, args: Parameters<typeof shownParts>, isWanted: () => boolean): Promise<ShownParts> =>
      new Promise((resolve) => worker.turns.push({ answer: () => resolve(shownParts(...args)), isWanted })),
  },
}));

const words = (text: string): Shown => ({ weight: "", filter: { ...EMPTY_FILTER, text } });
const weights = ({ profile }: Pick<ShownProfile, "profile">): number[] => [...profile.samples.weight];

let entry: ProfileEntry;

beforeEach(() => {
  worker.isAsked = true;
  worker.turns.length = 0;
  [entry] = exampleSession([], [exampleStacks("1     2     4\nmain  main  main\nf     g     h")]).profiles;
});

/** What is there at once. */
function there(shown: Shown): ShownProfile {
  const made = showProfile(entry, shown);
  if (made instanceof Promise) throw new Error("it is not there yet");
  return made;
}

it("nothing asked: the profile itself, at once", () => {
  expect(there(words(" - "))).toMatchObject({ profile: entry.profile, named: entry.named, mask: null });
  expect(worker.turns).toEqual([]);
});

it("a small profile at once, and the same object for the same question", () => {
  worker.isAsked = false;
  const shown = there(words("f"));
  expect(weights(shown)).toEqual([1]);
  expect(there(words("f"))).toBe(shown);
  expect(showProfile({ ...entry, named: { ...entry.named } }, words("f"))).not.toBe(shown); // names may have come
});

it("what is shown stays until the answer is there; asked again, the same promise", async () => {
  const before = there(words(""));
  const asked = showProfile(entry, words("g"));
  expect(showProfile(entry, words("g"))).toBe(asked);
  expect(there(words(""))).toBe(before);
  expect(worker.turns).toHaveLength(1);
  worker.turns[0]?.answer();
  const shown = await asked;
  expect(weights(shown)).toEqual([2]);
  expect(there(words("g"))).toBe(shown);
  expect(there(words(""))).toBe(before);
});

it("a later question takes the place of one that is not answered: its answer is not kept", async () => {
  const first = showProfile(entry, words("f"));
  const second = showProfile(entry, words("g"));
  const [one, two] = worker.turns;
  expect([one?.isWanted(), two?.isWanted()]).toEqual([false, true]);
  one?.answer();
  two?.answer();
  await first;
  const shown = await second;
  expect(there(words("g"))).toBe(shown);
  expect(showProfile(entry, words("f"))).toBeInstanceOf(Promise);
});

it("a file takes what is shown, or asks for itself without taking a question's place", async () => {
  const asked = showProfile(entry, words("g"));
  const file = shownForFile(entry, words("f"));
  for (const { answer, isWanted } of worker.turns) {
    expect(isWanted()).toBe(true);
    answer();
  }
  expect(weights(await file)).toEqual([1]);
  expect((await shownForFile(entry, words("g"))).profile).toBe((await asked).profile);
  expect(worker.turns).toHaveLength(2);
});
