import { readdirSync, readFileSync } from "node:fs";
import { createElement } from "react";
import { prerender } from "react-dom/static";
import { beforeAll, expect, it } from "vitest";
import { EMPTY_SELECTION, EMPTY_SESSION } from "../../analysis/testing/exampleSession";
import { LANGUAGES } from "../../i18n";
import { initTestWords } from "../../i18n/testing";
import { views } from "../../views/registry";
import { NO_ACTIONS } from "../../views/view/noActions";

const guideOf = (language: string): string =>
  readdirSync(`docs/guide/${language}`)
    .map((name) => readFileSync(`docs/guide/${language}/${name}`, "utf8"))
    .join("\n")
    .replace(/ {2,}/g, " "); // commands stand in columns there

/** The commands that a view shows as long as it has nothing else to show, by lines. */
async function commandsOf({ id, Component }: (typeof views)[number]): Promise<readonly string[]> {
  const session = { session: EMPTY_SESSION, findings: [], actions: NO_ACTIONS };
  const selection = { ...EMPTY_SELECTION, view: id };
  const { prelude } = await prerender(createElement(Component, { ...session, selection, select: () => undefined }));
  const html = await new Response(prelude).text();
  const texts = [...html.matchAll(/<pre[^>]*>([^<]*)<\/pre>/g)].map(([, text = ""]) => text);
  return texts.flatMap((text) => unescaped(text).split("\n"));
}

function unescaped(text: string): string {
  const of: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
  return text.replace(/&[^;]+;/g, (entity) => of[entity] ?? entity);
}

beforeAll(initTestWords);

it("every command that an empty view shows is in the guide, in each language", async () => {
  const commands = [...new Set((await Promise.all(views.map(commandsOf))).flat())];
  expect(commands.length).toBeGreaterThan(30);
  for (const language of Object.keys(LANGUAGES)) {
    const guide = guideOf(language);
    expect(commands.filter((command) => !guide.includes(command))).toEqual([]);
  }
}, 60_000); // all views are loaded
