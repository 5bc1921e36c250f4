import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { analyzeHere } from "../../analysis/analyses";
import { exampleSession, HOSTILE_NAME } from "../../analysis/findings/examples";
import { EMPTY_SELECTION } from "../../analysis/testing/exampleSession";
import { initTestWords } from "../../i18n/testing";
import type { SessionData } from "../../model/session";
import { NO_ACTIONS } from "../view/noActions";
import { hostile, session, timedEntry } from "./examples";
import FlameGraphView from "./FlameGraphView";
import { foldProfile, layoutsOf } from "./foldProfile";
import { type FrameEvent, frameEvent, LOADING, nextFrameState, Watchdog } from "./frameState";
import { Notice } from "./Notice";

beforeAll(initTestWords);

const unused = () => undefined;

function render(shown: SessionData): string {
  return renderToStaticMarkup(
    <FlameGraphView
      session={shown}
      findings={[]}
      actions={NO_ACTIONS}
      selection={{ ...EMPTY_SELECTION, view: "flameGraph" }}
      select={unused}
    />,
  );
}

describe.each(["en", "zh-CN"] as const)("in %s", (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it("begins by loading, without a frame", () => {
    const markup = render(session);
    expect(markup).toContain('data-view="flameGraph"');
    expect(markup).toContain('data-speedscope="loading"');
    expect(markup).not.toContain("<iframe");
    expect(render(exampleSession([]))).toContain('data-view="flameGraph"');
  });

  it.each(["failed", "dead", "nowebgl"] as const)("says when it is %s, and what to do instead", (status) => {
    const markup = renderToStaticMarkup(
      <Notice status={status} isEmpty={false} text={HOSTILE_NAME} retry={unused} openIcicle={unused} />,
    );
    expect(markup).toContain('role="alert"');
    expect(markup.match(/<button/g)).toHaveLength(status === "nowebgl" ? 1 : 2);
    expect(markup).not.toMatch(/<img|[\p{Cc}\u202e]/u);
    expect(markup).not.toContain("views.");
  });
});

it("says nothing over a picture, and offers no other way to draw nothing", () => {
  const notice = (status: "shown" | "failed", isEmpty: boolean) =>
    renderToStaticMarkup(<Notice status={status} isEmpty={isEmpty} text="" retry={unused} openIcicle={unused} />);
  expect(notice("shown", false)).toBe("");
  expect(notice("failed", true)).not.toContain("<button");
});

it("believes only the bridge's messages", () => {
  expect(frameEvent({ kind: "speedscope:ready" })).toEqual({ kind: "ready" });
  expect(frameEvent({ kind: "speedscope:alive" })).toEqual({ kind: "alive" });
  expect(frameEvent({ kind: "speedscope:state", state: "shown" })).toEqual({ kind: "state", state: "shown", text: "" });
  expect(frameEvent({ kind: "speedscope:state", state: "alert", text: "x" })).toMatchObject({ text: "x" });
  for (const data of [
    null,
    "speedscope:ready",
    7,
    {},
    { kind: "other" },
    { kind: "speedscope:state" },
    { kind: "speedscope:state", state: "toString" },
  ])
    expect(frameEvent(data)).toBeNull();
  expect(frameEvent({ kind: "speedscope:state", state: "failed", text: {} })).toMatchObject({ text: "" });
});

it("follows the frame", () => {
  const state = (name: "loading" | "shown" | "failed" | "error" | "alert", text = ""): FrameEvent => ({
    kind: "state",
    state: name,
    text,
  });
  const after = (...events: readonly FrameEvent[]) => events.reduce(nextFrameState, LOADING);
  expect(after({ kind: "ready" }, state("loading")).phase).toBe("loading");
  expect(after(state("loading"), state("shown")).phase).toBe("shown");
  expect(after(state("loading"), state("failed")).phase).toBe("failed");
  expect(after(state("alert", "Unrecognized format"))).toMatchObject({ phase: "failed", text: "Unrecognized format" });
  expect(after(state("error", "early"), state("shown"))).toMatchObject({ phase: "shown", text: "" });
  expect(after(state("shown"), state("error", "late")).phase).toBe("shown");
  expect(after(state("error", "x".repeat(9999))).text).toHaveLength(500);
  expect(after({ kind: "silent" }).phase).toBe("dead");
  expect(after(state("shown"), { kind: "silent" }, { kind: "silent" }, { kind: "alive" }).phase).toBe("shown");
  expect(after({ kind: "silent" }, state("shown")).phase).toBe("shown");
});

it("ten silent seconds are death; a hidden or busy page is not", () => {
  const ticks = (from: number, to: number, dog: Watchdog, isHidden = false) => {
    const answers: boolean[] = [];
    for (let ms = from; ms <= to; ms += 1000) answers.push(dog.tick(ms, isHidden));
    return answers.includes(true);
  };
  expect(ticks(1000, 10_000, new Watchdog(0))).toBe(false);
  expect(ticks(1000, 11_000, new Watchdog(0))).toBe(true);
  expect(ticks(1000, 60_000, new Watchdog(0), true)).toBe(false);
  const busy = new Watchdog(0);
  expect(busy.tick(30_000, false)).toBe(false); // the page itself stood still
  expect(ticks(31_000, 40_000, busy)).toBe(false);
  busy.heard(40_000);
  expect(ticks(41_000, 50_000, busy)).toBe(false);
  expect(busy.tick(51_000, false)).toBe(true);
});

it("hands on a file that speedscope reads without guessing", async () => {
  const folded = await foldProfile(analyzeHere, session.profiles[0], "left-heavy");
  expect(folded).toMatchObject({ isEmpty: false, prunedShare: 0, negativeWeight: 0, lostOrder: false });
  expect(folded.file.name).toMatch(/\.speedscope\.json$/);
  const { profiles, shared } = JSON.parse(await folded.file.text());
  expect(profiles[0]).toMatchObject({ type: "sampled", unit: "nanoseconds", endValue: 7, weights: [1, 2, 4] });
  expect(shared.frames.map(({ name }: { readonly name: string }) => name)).toContain("\u200b_Zf");
});

it("order of time only where there are times", async () => {
  expect(layoutsOf(session.profiles[0])).toEqual(["left-heavy", "sandwich"]);
  expect(layoutsOf(timedEntry())).toContain("time-ordered");
  const { file, lostOrder } = await foldProfile(analyzeHere, timedEntry(), "time-ordered");
  expect(lostOrder).toBe(false);
  expect(JSON.parse(await file.text()).profiles[0].weights).toEqual([1, 4, 2]);
  expect((await foldProfile(analyzeHere, session.profiles[0], "time-ordered")).lostOrder).toBe(true);
});

it("hostile names are text in the file", async () => {
  const text = await (await foldProfile(analyzeHere, hostile.profiles[0], "left-heavy")).file.text();
  expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
  expect(JSON.parse(text).name).toContain("⟨202e⟩");
});
