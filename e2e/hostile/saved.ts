// What the page saves, and whether the names in it are no more than text to what will open it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { liveNames } from "./inert";

const BUTTONS = 'main [data-action^="save-"]:not(summary), main button:text-is("CSV")';
const MENUS = ["export", "deviation"];

/** Saves all that the view offers into the folder; gives the names of the files. Pictures of points are left out. */
export async function saveAll(page: Page, folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  const save = async (click: () => Promise<void>): Promise<void> => {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    const name = `${names.length}-${download.suggestedFilename()}`;
    await download.saveAs(join(folder, name));
    names.push(name);
  };
  for (const button of await page.locator(BUTTONS).all()) {
    const action = await button.getAttribute("data-action");
    if (action === "save-png" || action === "save-experiment") continue;
    if (await button.isVisible()) await save(() => button.click());
  }
  for (const id of MENUS) {
    const menu = page.locator(`main [data-menu="${id}"]`);
    if ((await menu.count()) === 0) continue;
    const summary = menu.locator("summary");
    const actions = menu.locator(`[data-action^="${id}-"]`);
    await summary.click();
    await actions.first().waitFor();
    const offered = await actions.evaluateAll((all) => all.map((each) => each.getAttribute("data-action") ?? ""));
    await summary.click();
    for (const action of offered.filter((each) => !each.endsWith("-png"))) {
      await summary.click();
      await save(() => menu.locator(`[data-action="${action}"]`).click());
    }
  }
  return names;
}

/** What is wrong with a saved file. `page` is one to open it in. */
export async function checkSaved(page: Page, path: string): Promise<readonly string[]> {
  const ending = Object.keys(CHECKS).find((each) => path.endsWith(each));
  return ending === undefined ? [`nobody checks ${path}`] : ((await CHECKS[ending]?.(page, path)) ?? []);
}

const CHECKS: Readonly<Record<string, (page: Page, path: string) => Promise<readonly string[]>>> = {
  ".csv": async (_page, path) => formulas(readFileSync(path, "utf8")),
  ".svg": (page, path) => inertPicture(page, readFileSync(path, "utf8")),
  ".html": async (page, path) => {
    await page.goto(pathToFileURL(path).href);
    return liveNames(page, Number.MAX_SAFE_INTEGER); // it lists all files in one line
  },
  ".json": async (_page, path) => {
    const { shared } = JSON.parse(readFileSync(path, "utf8"));
    return shared.frames.length > 0 ? [] : ["it has no frames"];
  },
  ".folded.txt": async (_page, path) => {
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    return lines.filter((line) => !/^[^\r\0]+ -?\d+$/.test(line)).map((line) => line.slice(0, 100));
  },
  ".pb.gz": async (_page, path) => (gunzipSync(readFileSync(path)).length > 100 ? [] : ["it is empty"]),
};

/** Cells that a spreadsheet would run, by RFC 4180. */
function formulas(csv: string): readonly string[] {
  const cells = csv.slice(1).matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r\n|$)/g);
  const texts = [...cells].map(([, cell = ""]) => cell.replace(/^"([\s\S]*)"$/, "$1"));
  return texts.filter((text) => /^[=+\-@\t\r\n＝＋－＠]/.test(text) && Number.isNaN(Number(text)));
}

/** As a browser reads it: whether it is well-formed, and what in it is not drawn. */
function inertPicture(page: Page, svg: string): Promise<readonly string[]> {
  return page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    const broken = picture.querySelector("parsererror");
    if (broken !== null) return [broken.textContent ?? "broken"];
    const elements = [...picture.querySelectorAll("*")];
    const live = elements.filter(
      (element) =>
        element.matches("script, foreignObject, image, a, use, animate, set") ||
        [...element.attributes].some(({ name }) => /^on|href$/.test(name)),
    );
    return live.map(({ outerHTML }) => outerHTML.slice(0, 200));
  }, svg);
}
