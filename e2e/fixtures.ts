// What every browser test starts from: the built page, served and idle. Each test also fails on an error of the page and on
// a request to another origin.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import type { Report } from "../src/model/report";
import { dist, root, singleFile } from "./install.mjs";
import { takeReport, waitIdle } from "./page.mjs";
import { type Server, serve } from "./server.mjs";

interface Fixtures {
  /** Where on its host the page lies. */
  readonly prefix: string;
  /** For tests that provoke the policy: the browser logs what it blocks as an error. */
  readonly mayLogErrors: boolean;
  /** The page as one file, opened from disk instead of from a server. */
  readonly fromDisk: boolean;
  readonly site: Server;
}

export const test = base.extend<Fixtures>({
  prefix: ["/", { option: true }],
  mayLogErrors: [false, { option: true }],
  fromDisk: [false, { option: true }],
  site: async ({ prefix }, provide) => {
    const server = await serve(dist, { prefix });
    await provide(server);
    await server.close();
  },
  page: async ({ page, site, mayLogErrors, fromDisk }, provide) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("crash", () => errors.push("the page crashed"));
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== site.origin) errors.push(`request to ${request.url()}`);
    });
    await page.goto(fromDisk ? pathToFileURL(singleFile).href : site.url);
    await waitIdle(page);
    await provide(page);
    if (!mayLogErrors) expect(errors).toEqual([]);
  },
});

export { expect };

/** Paths of a sample's files, in order. */
export function sample(id: string): readonly string[] {
  const folder = join(root, "public/samples", id);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

export const perfData = join(root, "public/samples/perf/cpu-fp.perf.data");
export const leakd = join(root, "public/samples/leakd");

export async function reportOf(page: Page): Promise<Report> {
  return JSON.parse(await takeReport(page));
}

/** The addresses of all views, from top to bottom. */
export function viewIds(page: Page): Promise<readonly string[]> {
  const links = page.locator('nav a[href^="#/"]');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.replace(/^#\/|\?.*$/g, "") ?? ""));
}

/** In the page as it is, until all of it is in that language. */
export async function chooseLanguage(page: Page, language: string): Promise<void> {
  await page.selectOption('[data-choice="language"]', language);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await waitIdle(page);
}

/** Runs a command by the list that Ctrl+K opens, until that has closed. */
export async function command(page: Page, words: string): Promise<void> {
  const palette = page.locator('[data-dialog="palette"]');
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
}

/**
 * Presses a button in the moment in which it is there and what is around it says this: what it cancels must not be over before.
 * Ask for it before that can be.
 */
export function pressAtOnce(page: Page, selector: string, said = ""): Promise<void> {
  return page.evaluate(
    ([button, pattern]) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(press);
        function press(): void {
          const found = document.querySelector<HTMLElement>(button);
          if (found === null || !new RegExp(pattern).test(found.parentElement?.textContent ?? "")) return;
          observer.disconnect();
          found.click();
          resolve();
        }
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        press();
      }),
    [selector, said] as const,
  );
}

/** The row of a dropped file in the captures view. */
export function fileRow(page: Page, name: string) {
  return page.locator(`[data-view="captures"] [data-file="${name}"]`);
}

const STEP_MS = 1000; // of src/app/useAddress.ts: what follows sooner belongs to the step before

/** What follows is a step of its own for back and forward. The page's clock is put forward: nobody waits. */
export async function nextStep(page: Page): Promise<void> {
  await page.evaluate((ms) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ms;
  }, STEP_MS + 100);
}
