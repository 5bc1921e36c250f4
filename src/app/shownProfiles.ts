import { isRe2Here } from "../analysis/frameRules/pattern";
import {
  asksNothing,
  type ShownParts,
  type ShownProfile,
  shownParts,
  shownQuestion,
  withParts,
} from "../analysis/shownProfile";
import type { Profile } from "../model/profile";
import type { ProfileEntry } from "../model/session";
import type { NamedStacks } from "../model/stacks";
import type { Shown, ShowProfile } from "../views/view/useChosenProfile";
import { analyst, isSmall } from "./analyze";
import { track } from "./pending";

/** What filters leave of the profiles of the session. Large ones are filtered in the worker. */

/** A question about a profile. */
interface Question {
  readonly key: string;
  readonly named: NamedStacks;
}

interface Asked extends Question {
  readonly answer: Promise<ShownProfile>;
}

interface Known extends Question {
  readonly shown: WeakRef<ShownProfile>;
}

interface Answers {
  latest: ShownProfile | null; // held: copies of a large profile are large, so others are only while they are shown
  known: readonly Known[]; // the two that were asked for last: one is shown until the other is there
  asked: Asked | null;
}

const answersOf = new WeakMap<Profile, Answers>();

/** A question takes the place of one that has not been answered yet: that answer is dropped, or never computed. */
export const showProfile: ShowProfile = (entry, shown) => {
  const answers = answersOf.get(entry.profile) ?? { latest: null, known: [], asked: null };
  answersOf.set(entry.profile, answers);
  const question = questionOf(entry, shown);
  const keep = (made: ShownProfile): void => {
    const others = answers.known.filter((one) => !isSame(one, question));
    answers.latest = made;
    answers.known = [{ ...question, shown: new WeakRef(made) }, ...others.slice(0, 1)];
  };
  const known = knownOf(answers, question);
  if (known !== undefined) {
    keep(known);
    return known;
  }
  if (answers.asked !== null && isSame(answers.asked, question)) return answers.asked.answer;
  const isWanted = (): boolean => answers.asked === asked;
  const made = show(entry, shown, isWanted);
  if (!(made instanceof Promise)) {
    keep(made);
    return made;
  }
  const asked: Asked = { ...question, answer: made };
  answers.asked = asked;
  const settled = (answer: ShownProfile | null): void => {
    if (!isWanted()) return;
    answers.asked = null;
    if (answer !== null) keep(answer);
  };
  void track(made.then(settled, () => settled(null))); // who shows it says that it failed
  return made;
};

/** The same for a file: it takes no other question's place. */
export async function shownForFile(entry: ProfileEntry, shown: Shown): Promise<ProfileEntry> {
  const answers = answersOf.get(entry.profile);
  const known = answers && knownOf(answers, questionOf(entry, shown));
  const { profile, named } = known ?? (await show(entry, shown, () => true));
  return { ...entry, profile, named };
}

function questionOf({ named }: ProfileEntry, shown: Shown): Question {
  return { named, key: asksNothing(shown) ? "" : JSON.stringify([shown.weight, Object.entries(shown.filter).sort()]) };
}

function isSame(a: Question, b: Question): boolean {
  return a.key === b.key && a.named === b.named;
}

function knownOf({ known }: Answers, question: Question): ShownProfile | undefined {
  return known.find((one) => isSame(one, question))?.shown.deref();
}

function show(entry: ProfileEntry, shown: Shown, isWanted: () => boolean): ShownProfile | Promise<ShownProfile> {
  const { named, profile } = entry;
  if (asksNothing(shown)) return { named, profile, mask: null };
  const question = shownQuestion(entry, shown);
  const made = (parts: ShownParts): ShownProfile => withParts(named, profile, parts);
  if (!isSmall([named, profile])) {
    return analyst.ask("shown", [named, profile, question], isWanted).then((parts) => made(parts as ShownParts));
  }
  if (shown.filter.rules.length === 0 || isRe2Here()) return made(shownParts(named, profile, question));
  return loadRe2().then(() => made(shownParts(named, profile, question)));
}

/** For the first expression. */
export async function loadRe2(): Promise<void> {
  await import("../analysis/frameRules/re2");
}
