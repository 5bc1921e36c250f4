// A page of docs/guide from Markdown to the tree that the page renders (src/model/guide.ts). Pictures are left out: the view
// that a page is of stands behind it. A link to a file outside the guide becomes its text and the file's path, because
// there is no such file offline.
import { posix } from "node:path";
import { marked, type Token, type Tokens } from "marked";
import type { GuideElement, GuideNode, GuidePage, GuidePlace, GuideTag } from "../src/model/guide.ts";

/** `path`: of the file, relative to the repository. Throws for what the guide must not have, such as HTML. */
export function guidePage(markdown: string, path: string): GuidePage {
  const [first, ...rest] = marked.lexer(markdown);
  if (first?.type !== "heading" || first["depth"] !== 1) throw new Error(`${path}: does not begin with its title`);
  const ids = new Map<string, number>();
  return { title: plainText(first["tokens"]), body: nodesOf(rest, { path, ids }) };
}

interface Page {
  readonly path: string;
  readonly ids: Map<string, number>; // how often a heading's id has come
}

type Make = (token: Tokens.Generic, page: Page) => readonly GuideNode[];

const children: (tag: GuideTag) => Make = (tag) => (token, page) => [element(tag, nodesOf(token.tokens ?? [], page))];
const text: Make = ({ text }) => [joined(text)];

/** By Token.type; what is not here is not used in the guide. */
const makes: Readonly<Record<string, Make>> = {
  space: () => [],
  image: () => [],
  heading,
  paragraph: (token, page) => {
    const nodes = nodesOf(token.tokens ?? [], page);
    return nodes.length === 0 ? [] : [element("p", nodes)]; // it was a picture
  },
  list: ({ ordered, items }, page) => [element(ordered ? "ol" : "ul", nodesOf(items, page))],
  list_item: children("li"),
  table,
  code: ({ text }) => [element("pre", [text])],
  text: (token, page) => (token.tokens === undefined ? text(token, page) : nodesOf(token.tokens, page)),
  escape: text,
  codespan: ({ text }) => [element("code", [text])],
  strong: children("strong"),
  em: children("em"),
  link,
};

function nodesOf(tokens: readonly Token[], page: Page): readonly GuideNode[] {
  return tokens.flatMap((token) => {
    const make = makes[token.type];
    if (make === undefined) throw new Error(`${page.path}: the guide does not use ${token.type}: ${token.raw}`);
    return make(token, page);
  });
}

function element(tag: GuideTag, nodes: readonly GuideNode[]): GuideElement {
  return { tag, children: nodes };
}

/** The window has an h2 above the page's title, which is an h3. */
function heading({ depth, tokens = [] }: Tokens.Generic, page: Page): readonly GuideNode[] {
  const slug = headingId(plainText(tokens));
  const count = page.ids.get(slug) ?? 0;
  page.ids.set(slug, count + 1);
  const id = count === 0 ? slug : `${slug}-${count}`;
  return [{ ...element(depth === 2 ? "h4" : "h5", nodesOf(tokens, page)), id }];
}

function table({ header, rows }: Tokens.Generic, page: Page): readonly GuideNode[] {
  const row = (tag: GuideTag, cells: readonly Tokens.TableCell[]) =>
    element(
      "tr",
      cells.map(({ tokens }) => element(tag, nodesOf(tokens, page))),
    );
  const body = (rows as readonly Tokens.TableCell[][]).map((cells) => row("td", cells));
  return [element("table", [element("thead", [row("th", header)]), element("tbody", body)])];
}

function link({ href, tokens = [] }: Tokens.Generic, page: Page): readonly GuideNode[] {
  const nodes = nodesOf(tokens, page);
  const target = linkTarget(href, page.path);
  const to = placeOf(target);
  if (to !== null) return [{ ...element("a", nodes), to }];
  const path = element("code", [target.path]);
  return target.path.endsWith(plainText(tokens)) ? [path] : [...nodes, " (", path, ")"];
}

/** A file of the repository, and a heading in it or "". */
interface LinkTarget {
  readonly path: string;
  readonly heading: string;
}

/** What a link or picture of a page names. Throws for one that leads out of the repository. */
export function linkTarget(href: string, from: string): LinkTarget {
  const [file = "", heading = ""] = decodeURI(href).split("#");
  const path = file === "" ? from : posix.join(posix.dirname(from), file);
  if (/^([a-z]+:|\/)/i.test(file) || path.startsWith(".."))
    throw new Error(`${from}: a link out of the repository: ${href}`);
  return { path, heading };
}

function placeOf({ path, heading }: LinkTarget): GuidePlace | null {
  const [, language, page] = /^docs\/guide\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  return language === undefined || page === undefined ? null : { language, page, heading };
}

/** As the hosts of repositories make them: small letters, no punctuation, "-" for spaces. */
function headingId(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

function plainText(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => ("tokens" in token ? plainText(token.tokens) : "text" in token ? token.text : ""))
    .join("");
}

/** A line that ends within Chinese text goes on without a space. */
function joined(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}，。、；：！？）」”])\n(?=[\p{Script=Han}（「“])/gu, "")
    .replaceAll("\n", " ");
}
