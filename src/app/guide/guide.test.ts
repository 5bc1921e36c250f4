import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { expect, it } from "vitest";
import { guidePage, linkTarget } from "../../../config/guidePage.ts";
import { LANGUAGES } from "../../i18n";
import type { GuideElement, GuideNode } from "../../model/guide";
import { views } from "../../views/registry";
import { OTHER_PAGES, VIEW_PAGES } from "./help";

const languages = Object.keys(LANGUAGES);
const root = process.cwd();
const folderOf = (language: string): string => `docs/guide/${language}`;
const pathsOf = (language: string): readonly string[] =>
  readdirSync(join(root, folderOf(language)))
    .sort()
    .map((name) => `${folderOf(language)}/${name}`);
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const paths = languages.flatMap(pathsOf);
const isElement = (node: GuideNode): node is GuideElement => typeof node !== "string";
const headingsOf = (path: string) =>
  guidePage(read(path), path)
    .body.filter((node) => isElement(node))
    .filter(({ id }) => id !== undefined);

/** What links and pictures name. */
function linksOf(path: string): readonly string[] {
  const links: string[] = [];
  marked.walkTokens(marked.lexer(read(path)), (token) => {
    if (token.type === "link" || token.type === "image") links.push(token.href);
  });
  return links;
}

/** Blocks of code without their comments, which are translated. */
function programsOf(path: string): readonly string[] {
  return marked
    .lexer(read(path))
    .flatMap((token) => (token.type === "code" ? [token.text.replace(/(^|\s+)(#|\/\/) .*$/gm, "")] : []));
}

it.each(languages)("every view and every page that is offered is in the guide, %s", (language) => {
  expect(Object.keys(VIEW_PAGES).sort()).toEqual(views.map(({ id }) => id).sort());
  const names = pathsOf(language).map((path) => path.slice(folderOf(language).length + 1, -".md".length));
  expect(names).toEqual(expect.arrayContaining([...Object.values(VIEW_PAGES), ...OTHER_PAGES]));
});

it.each(languages)("every view's page shows the view, in a small picture, %s", (language) => {
  for (const [view, page] of Object.entries(VIEW_PAGES)) {
    const picture = `../../pictures/${language}/${view}.png`;
    expect(linksOf(`${folderOf(language)}/${page}.md`)).toContain(picture);
    expect(statSync(join(root, folderOf(language), picture)).size).toBeLessThan(80_000);
  }
});

it.each(paths)("all links lead somewhere: %s", (path) => {
  const links = linksOf(path);
  const dead = links.filter((href) => {
    const { path: target, heading } = linkTarget(href, path);
    return !existsSync(join(root, target)) || (heading !== "" && !headingsOf(target).some(({ id }) => id === heading));
  });
  expect(dead).toEqual([]);
});

it.each(languages)("every page is named by the first, %s", (language) => {
  const first = `${folderOf(language)}/README.md`;
  const named = linksOf(first).map((href) => linkTarget(href, first).path);
  expect(pathsOf(language).filter((path) => path !== first && !named.includes(path))).toEqual([]);
});

it.each(pathsOf("en"))("both languages say the same: %s", (path) => {
  const chinese = path.replace("/en/", "/zh-CN/");
  const depths = (of: string): readonly string[] => headingsOf(of).map(({ tag }) => tag);
  expect(depths(chinese)).toEqual(depths(path));
  expect(programsOf(chinese)).toEqual(programsOf(path));
});

it.each(paths)("no mark of Markdown is left as text: %s", (path) => {
  const texts = (nodes: readonly GuideNode[]): readonly string[] =>
    nodes.flatMap((node) => (isElement(node) ? (/^(code|pre)$/.test(node.tag) ? [] : texts(node.children)) : [node]));
  expect(texts(guidePage(read(path), path).body).filter((text) => /\*\*|\]\(|`|&[a-z]+;/.test(text))).toEqual([]);
});

it("a page becomes a tree without markup", () => {
  const page = guidePage(
    "# A & `b`\n\nto [**B**](b.md#c-d), [x.md](../../x.md) and [here](../../y)\n\n![p](p.png)\n\n## C, d\n",
    "docs/guide/en/a.md",
  );
  expect(page).toEqual({
    title: "A & b",
    body: [
      {
        tag: "p",
        children: [
          "to ",
          {
            tag: "a",
            children: [{ tag: "strong", children: ["B"] }],
            to: { language: "en", page: "b", heading: "c-d" },
          },
          ", ",
          { tag: "code", children: ["docs/x.md"] },
          " and ",
          "here",
          " (",
          { tag: "code", children: ["docs/y"] },
          ")",
        ],
      },
      { tag: "h4", children: ["C, d"], id: "c-d" },
    ],
  });
});

it("HTML, and links out of the repository, are refused", () => {
  expect(() => guidePage("# A\n\n<b>bold</b>\n", "docs/guide/en/a.md")).toThrow("does not use html");
  expect(() => guidePage("# A\n\n[x](https://example.com/)\n", "docs/guide/en/a.md")).toThrow("out of the repository");
  expect(() => linkTarget("../../../../x", "docs/guide/en/a.md")).toThrow("out of the repository");
});
