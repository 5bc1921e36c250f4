import { useEffect } from "react";
import type { Selection } from "../model/session";
import { session } from "../store/session";
import { hashOfSelection, numbersOf } from "./hash";
import { readLink, type Words, wantSides, withWords, wordsOf } from "./link";
import { linkWasTaken } from "./linkedView";
import { VIEW_IDS } from "./viewIds";

/*
 * The address and the selection are the same, whichever changes. Back and forward go from step to step: views, profiles,
 * functions, filters. What is typed or moved without end (a search, the window of the spans map, how tables are sorted) belongs to the step that it is
 * done in. Words are no part of an address (link.ts): the browser keeps them beside each step, on this machine.
 */

/**
 * Steps that follow each other sooner are one: a slider that is moved by keys. What a view chooses to compare with, when it is
 * opened without a choice, belongs to the step to the view however late it comes.
 */
const STEP_MS = 1000;
/** The browser bears few changes of the address a second. */
const SETTLE_MS = 300;

/** What is no step when it changes, by its name in the address and in links. */
const WITHIN_STEPS: ReadonlySet<string> = new Set(["map", "find", "mark"]);

/** Names of what has changed from one selection to another, as far as it makes a step. */
export function stepsBetween(before: Selection, after: Selection): readonly string[] {
  const [from, to] = [before, after].map((one) => {
    const texts = new Map<string, string>();
    for (const [name, value] of [["view", one.view], ...numbersOf(one), ...Object.entries(wordsOf(one))] as const) {
      texts.set(name, `${texts.get(name) ?? ""} ${value}`); // rules of one kind are several
    }
    return texts;
  }) as [Map<string, string>, Map<string, string>];
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names].filter(
    (name) => !WITHIN_STEPS.has(name) && !name.endsWith(".sort") && from.get(name) !== to.get(name),
  );
}

export function useAddress(): void {
  useEffect(() => {
    let timer = 0;
    let stepMs = performance.now();
    let isTaking = false;
    let writes = 0;
    let own = ""; // key of the state that was written last

    const write = (method: "pushState" | "replaceState", selection: Selection): void => {
      clearTimeout(timer);
      timer = 0;
      own = `${performance.timeOrigin} ${writes++}`;
      history[method]({ own, words: wordsOf(selection) }, "", hashOfSelection(selection));
    };
    const take = (): void => {
      const state = history.state as State;
      if (state?.own === own && own !== "") return; // the second event of one change
      clearTimeout(timer);
      timer = 0;
      stepMs = performance.now();
      const { hash } = location;
      const { selection, sides, isLink, notUnderstood } = readLink(hash, session.getState().selection, VIEW_IDS);
      wantSides(sides);
      if (isLink) linkWasTaken(selection.view);
      const words = wordsKept(state);
      const taken = words === null ? selection : withWords(selection, { ...NO_WORDS, ...words });
      isTaking = true;
      session.setState({ selection: taken, notUnderstood });
      isTaking = false;
      if (words === null) write("replaceState", taken);
      else own = String(state?.own);
    };
    if (location.hash !== "") take();

    const unsubscribe = session.subscribe(({ selection }, { selection: before }) => {
      if (isTaking || selection === before) return;
      const steps = stepsBetween(before, selection);
      if (steps.length === 0) {
        if (timer === 0)
          timer = window.setTimeout(() => write("replaceState", session.getState().selection), SETTLE_MS);
        return;
      }
      const isProposed = selection.view === before.view && before.base < 0 && selection.base >= 0;
      const isNew = steps.includes("view") || (!isProposed && performance.now() - stepMs > STEP_MS);
      stepMs = performance.now();
      if (isNew && timer !== 0) write("replaceState", before);
      write(isNew ? "pushState" : "replaceState", selection);
    });
    addEventListener("popstate", take);
    addEventListener("hashchange", take);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      removeEventListener("popstate", take);
      removeEventListener("hashchange", take);
    };
  }, []);
}

const NO_WORDS: Words = { words: "", find: "", func: "", mark: "", weigh: "" };

/** What stands beside a step; null for an address that comes from elsewhere. Another version of the page may have written it. */
type State = { readonly own?: unknown; readonly words?: unknown } | null;

function wordsKept(state: State): Words | null {
  const words = state?.words;
  if (typeof words !== "object" || words === null) return null;
  return Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === "string"));
}
