import { pathToFileURL } from "node:url";
import { test as base, expect } from "@playwright/test";
import { captures } from "./everyKind";
import { type Firefox, findFirefox, launchFirefox } from "./firefox/marionette.mjs";
import { dist, singleFile } from "./install.mjs";
import { dispatchDrop, endlessMs, settled } from "./page.mjs";
import { serve } from "./server.mjs";
import { openSink, tryToSend } from "./sink.mjs";

// The page in Firefox, where one is installed: what decides whether it works there at all.

const executable = findFirefox();
const settleMs = 500;

const test = base.extend<{ firefox: Firefox; mayLogErrors: boolean }>({
  mayLogErrors: [false, { option: true }],
  firefox: async ({ mayLogErrors }, provide) => {
    const firefox = await launchFirefox(executable ?? "");
    try {
      await provide(firefox);
      if (!mayLogErrors) expect(await firefox.errors()).toEqual([]);
    } finally {
      await firefox.close();
    }
  },
});

const absent =
  "the tests in Firefox are skipped: none is installed (apt-get install firefox-esr, or name one in SWSCOPE_FIREFOX)";
if (executable === null) console.log(absent);
test.skip(executable === null, absent);

async function idle(firefox: Firefox): Promise<void> {
  expect(await firefox.evaluate(settled, endlessMs)).toBe(true);
}

/** Goes to a view and waits until it shows what it has to show. */
async function showView(firefox: Firefox, view: string): Promise<void> {
  await firefox.evaluate((id: string) => {
    location.hash = `#/${id}`;
    const shown = (resolve: () => void): void => {
      if (document.querySelector(`[data-view="${id}"]`) !== null) resolve();
      else requestAnimationFrame(() => shown(resolve));
    };
    return new Promise<void>(shown);
  }, view);
  await idle(firefox);
}

async function open(firefox: Firefox, url: string): Promise<void> {
  await firefox.open("about:blank");
  await firefox.open(url);
  await idle(firefox);
}

/** A sample's button, or files dropped on the page. */
async function openCaptures(firefox: Firefox, opened: string | readonly string[]): Promise<void> {
  if (typeof opened === "string") {
    await firefox.evaluate(
      (id: string) => document.querySelector<HTMLElement>(`[data-sample="${id}"]`)?.click(),
      opened,
    );
  } else {
    await firefox.evaluate(() => {
      const element = document.createElement("input");
      Object.assign(element, { type: "file", multiple: true, id: "dropped" });
      document.body.append(element);
    });
    await firefox.chooseFiles("#dropped", opened);
    await firefox.evaluate(`() => (${dispatchDrop})(document.querySelector("#dropped"), "automatic")` as never);
  }
  await expect.poll(() => firefox.evaluate(() => location.hash)).toMatch(/^#\/(overview|deviation)/); // a pair is compared
  await idle(firefox);
}

/** Where Firefox has no WebGL, as without a graphics card, the flame graph says so and offers the icicle. */
const mayFail = (firefox: Firefox): Promise<readonly string[]> =>
  firefox.evaluate(() => (document.createElement("canvas").getContext("webgl") === null ? ["flameGraph"] : []));

/** Goes through all views; gives those that failed. */
async function failingViews(firefox: Firefox): Promise<readonly string[]> {
  const ids = await firefox.evaluate(() =>
    [...document.querySelectorAll('nav a[href^="#/"]')].map(
      (link) => link.getAttribute("href")?.replace(/^#\/|\?.*$/g, "") ?? "",
    ),
  );
  expect(ids.length).toBeGreaterThan(10);
  const failing: string[] = [];
  for (const id of ids) {
    await showView(firefox, id);
    if (await firefox.evaluate(() => document.querySelector('main [role="alert"]') !== null)) failing.push(id);
  }
  return failing;
}

const textOf = (firefox: Firefox, view: string): Promise<string> => {
  return firefox.evaluate((id: string) => document.querySelector(`[data-view="${id}"]`)?.textContent ?? "", view);
};

test("every sample opens, and every view of it", async ({ firefox }) => {
  const site = await serve(dist);
  await open(firefox, site.url);
  const ids = await firefox.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-sample]")].map(({ dataset }) => dataset["sample"] ?? ""),
  );
  expect(ids.length).toBeGreaterThan(4);
  for (const id of ids) {
    await open(firefox, site.url);
    await openCaptures(firefox, id);
    expect(await failingViews(firefox), id).toEqual(await mayFail(firefox));
    const unread = () => document.querySelectorAll('[data-file]:not([data-status="ok"])').length;
    await showView(firefox, "captures");
    expect(await firefox.evaluate(unread), id).toBe(0);
  }
  await site.close();
});

test("as one file from disk: captures of every kind, every view, machine code", async ({ firefox }) => {
  await open(firefox, pathToFileURL(singleFile).href);
  await openCaptures(firefox, captures);
  expect(await failingViews(firefox)).toEqual(await mayFail(firefox));
  const empty = () => document.querySelectorAll('nav a[data-empty="true"]').length;
  expect(await firefox.evaluate(empty)).toBe(1); // the comparison of sides, which a sample shows
  await showView(firefox, "frame");
  await expect.poll(() => textOf(firefox, "frame")).toContain("mov");
});

test("offline after the first visit", async ({ firefox }) => {
  const site = await serve(dist, { prefix: "/tools/swscope/" });
  await open(firefox, site.url);
  await expect.poll(() => firefox.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await site.close();
  await open(firefox, site.url);
  await openCaptures(firefox, "heap-leak");
  await showView(firefox, "heapGrowth");
  await expect.poll(() => textOf(firefox, "heapGrowth")).toContain("main.newSession");
});

test.describe("with everything tried", () => {
  test.use({ mayLogErrors: true }); // the policy's

  test("neither page nor worker can send", async ({ firefox }) => {
    const sink = await openSink();
    const site = await serve(dist);
    await open(firefox, site.url);
    expect(await firefox.evaluate(tryToSend, sink.url)).toContain("fetch");
    const source = `(${tryToSend})(${JSON.stringify(sink.url)}).then((ways) => postMessage(ways))`;
    const ways = await firefox.evaluate(
      (text: string) =>
        new Promise<string[]>((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
      source,
    );
    expect(ways).toContain("importScripts");
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    expect(sink.requests()).toEqual([]);
    await site.close();
    await sink.close();
  });
});
