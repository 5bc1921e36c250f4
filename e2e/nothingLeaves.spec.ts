import { type Page, test as plain } from "@playwright/test";
import { expect, leakd, perfData, sample, test, viewIds } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";
import { openSink, tryToNavigate, tryToSend } from "./sink.mjs";

/** For what a browser does a moment after it was asked to. */
const settleMs = 500;

/** As the page starts its own workers: from source inside the page. */
async function sendFromWorker(page: Page, url: string): Promise<readonly string[]> {
  const source = `(${tryToSend})(${JSON.stringify(url)}).then((ways) => postMessage(ways))`;
  return page.evaluate((text) => {
    const blob = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    return new Promise<string[]>((resolve, reject) => {
      const worker = new Worker(blob);
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error("the policy does not let a worker start from a blob"));
    });
  }, source);
}

test.describe("with everything tried", () => {
  test.use({ mayLogErrors: true });

  for (const fromDisk of [false, true])
    test.describe(fromDisk ? "from disk" : "from a server", () => {
      test.use({ fromDisk });

      test("neither page, worker nor speedscope's frame can send", async ({ page }) => {
        const sink = await openSink();
        await drop(page, "automatic", [perfData, leakd]);
        await waitIdle(page);
        await showView(page, "flameGraph");
        const frame = await (await page.waitForSelector('[data-view="flameGraph"] iframe[sandbox]')).contentFrame();
        await frame?.waitForSelector("canvas", { state: "attached" });

        expect(await page.evaluate(tryToSend, sink.url)).toContain("fetch");
        expect(await sendFromWorker(page, sink.url)).toContain("importScripts");
        expect(await frame?.evaluate(tryToSend, sink.url)).toContain("fetch");
        await page.waitForTimeout(settleMs);
        expect(sink.connections()).toBe(0);

        await page.evaluate(tryToNavigate, sink.url);
        await frame?.evaluate(tryToNavigate, sink.url);
        await page.waitForTimeout(settleMs);
        expect(sink.requests()).toEqual([]);
        await sink.close();
      });
    });

  test.describe("in the service worker", () => {
    test.use({ serviceWorkers: "allow" });

    test("it cannot send either", async ({ page, context }) => {
      const sink = await openSink();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const [worker] = context.serviceWorkers();
      expect(await worker?.evaluate(tryToSend, sink.url)).toContain("importScripts");
      await page.waitForTimeout(settleMs);
      expect(sink.connections()).toBe(0);
      await sink.close();
    });
  });

  test.describe("without the page's policy", () => {
    test.use({ serviceWorkers: "allow", bypassCSP: true });

    test("the service worker refuses what the page asks of other hosts", async ({ page }) => {
      const sink = await openSink();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.evaluate(async (url) => {
        const image = document.createElement("img");
        const script = document.createElement("script");
        const asked = fetch(`${url}fetch`, { method: "POST", body: "data", mode: "no-cors" });
        image.src = `${url}image`;
        script.src = `${url}script`;
        document.body.append(image, script);
        navigator.sendBeacon(`${url}beacon`, "data");
        await asked.catch(() => undefined);
      }, sink.url);
      await page.waitForTimeout(settleMs);
      expect(sink.requests()).toEqual([]);
      await sink.close();
    });
  });
});

plain("the same attempts are heard where there is no policy", async ({ page }) => {
  const sink = await openSink();
  const site = await serve("public"); // a page of the same server without the policy: its 404
  await page.goto(`${site.url}none`);
  await page.evaluate(tryToSend, sink.url);
  await page.evaluate(tryToNavigate, sink.url);
  await sendFromWorker(page, sink.url);
  const ways = ["fetch", "xhr", "beacon", "image", "script", "stylesheet", "frame", "form", "scripts.js"];
  for (const way of ways) await expect.poll(() => sink.requests().join("\n")).toContain(`/${way}`);
  await expect.poll(() => sink.requests().join("\n")).toContain("upgrade /socket");
  await site.close();
  await sink.close();
});

test("a full session asks its own host for the page's files and nothing else", async ({ page, site }) => {
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await drop(page, "automatic", [perfData, leakd, ...sample("heap-leak")]);
  await waitIdle(page);
  for (const id of await viewIds(page)) await showView(page, id);

  expect(workers.length).toBeGreaterThan(0);
  expect(workers.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  expect(site.log.filter(({ method, url, status }) => method !== "GET" || url.includes("?") || status !== 200)).toEqual(
    [],
  );
});
