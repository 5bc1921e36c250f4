import type { Page } from "@playwright/test";
import { dropEveryKind } from "./everyKind";
import { chooseLanguage, expect, test, viewIds } from "./fixtures";
import { showView } from "./page.mjs";

// That everything can be reached, in every view: by keyboard, by someone who enlarges the page, without motion.

const MAX_STOPS = 60;

/** Where the focus is, and whether it shows: an outline, or another look than without it. */
async function focused(page: Page): Promise<{ readonly what: string; readonly isSeen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { what: "nothing", isSeen: false };
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const what = `${element.tagName} ${element.textContent?.slice(0, 30)}`;
    // a grid marks its chosen row instead, a canvas its chosen frame
    const marksItsOwn = element.matches('[role="grid"], [role="treegrid"], [role="application"]');
    return { what, isSeen: marksItsOwn || (outlineStyle !== "none" && outlineWidth !== "0px") };
  });
}

/**
 * Elements that do something when they are pressed, but are neither reached by Tab nor a part of something that is and takes
 * keys. What React has been given for an element lies in a property of the element.
 */
async function forMouseOnly(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Handlers = Readonly<Record<string, unknown>>;
    const handlersOf = (element: Element): Handlers => {
      const key = Object.keys(element).find((name) => name.startsWith("__reactProps$"));
      return key === undefined ? {} : ((element as unknown as Record<string, Handlers>)[key] ?? {});
    };
    const isPressed = (element: Element): boolean =>
      ["onClick", "onMouseDown", "onPointerDown", "onDoubleClick"].some((name) => name in handlersOf(element));
    const takesKeys = (element: Element | null): boolean =>
      element !== null &&
      ((element instanceof HTMLElement && element.tabIndex >= 0 && "onKeyDown" in handlersOf(element)) ||
        takesKeys(element.parentElement));
    const isNative = (element: Element): boolean =>
      element.matches("button, a[href], input, select, textarea, summary, label") &&
      (element as HTMLElement).tabIndex >= 0;
    const pressed = [...document.querySelectorAll("header *, nav *, main *")].filter(isPressed);
    if (pressed.length === 0) return ["React's handlers are kept elsewhere: nothing was looked at"];
    return pressed
      .filter((element) => !isNative(element) && !takesKeys(element))
      .map((element) => element.outerHTML.slice(0, 200));
  });
}

test("everything is reached by Tab, and it shows where the focus is", async ({ page }) => {
  await dropEveryKind(page);
  const bar = await page.locator("header :is(button, select, summary), nav a").count();
  await page.locator("header").getByRole("link").or(page.locator("header button")).first().focus();
  for (let stop = 1; stop < bar; stop++) {
    await page.keyboard.press("Tab");
    expect((await focused(page)).isSeen).toBe(true);
  }
  for (const id of await viewIds(page)) {
    await showView(page, id);
    await expect(page.locator("[data-view][data-empty]"), id).toHaveCount(0);
    if (id === "flameGraph") await page.locator('[data-speedscope="shown"]').waitFor();
    expect(await forMouseOnly(page), id).toEqual([]);
    await page.locator("nav a").last().focus(); // what comes before it is the same in every view
    const reached = new Set<string>();
    for (let stop = 0; stop < MAX_STOPS; stop++) {
      await page.keyboard.press("Tab");
      const { what } = await focused(page);
      if (what.startsWith("BODY")) break;
      const isSeen = async () => (await focused(page)).isSeen;
      await expect.poll(isSeen, { message: `${id}: ${what}`, timeout: 5000 }).toBe(true); // of a frame a moment later
      reached.add(what);
    }
    expect(reached.size, id).toBeGreaterThan(0);
  }
});

/** Controls that lie beyond the edge of a page that does not scroll there, and text that a page of that width makes one scroll for. */
async function lost(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const html = document.documentElement;
    // WCAG 1.4.10 excepts what needs two dimensions: tables, pictures, code
    const twoDimensional =
      'table, pre, svg, canvas, [role="grid"], [role="treegrid"], [role="application"], [role="img"]';
    const scrolls = (element: Element): boolean =>
      element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const mayScroll = (element: Element): boolean =>
      element.closest(twoDimensional) !== null || element.querySelector(twoDimensional) !== null;
    const inScroller = (element: Element | null): boolean =>
      element !== null && (scrolls(element) || inScroller(element.parentElement));
    const scrollers = [...document.querySelectorAll("body, body *")].filter(
      (element) => element.clientWidth > 0 && scrolls(element) && !mayScroll(element),
    );
    const controls = [
      ...document.querySelectorAll("header :is(button, select, summary), nav a, main :is(button, select, input)"),
    ];
    const cut = controls.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && !inScroller(element) && (left < -1 || right > html.clientWidth + 1); // 0: not shown
    });
    const wide = html.scrollWidth > html.clientWidth ? [`the page is ${html.scrollWidth} wide`] : [];
    const main = document.querySelector("main");
    if (main !== null && main.scrollWidth > main.clientWidth)
      wide.push(`main is ${main.scrollWidth} of ${main.clientWidth}`);
    return [
      ...wide,
      ...scrollers.map((element) => `scrolls: ${element.outerHTML.slice(0, 160)}`),
      ...cut.map((element) => `cut: ${element.outerHTML.slice(0, 160)}`),
    ];
  });
}

test.describe("at 200 %", () => {
  test.use({ viewport: { width: 640, height: 512 }, contextOptions: { reducedMotion: "reduce" } }); // of 1280 × 1024

  test("nothing is lost sideways in either language, and nothing moves where motion is not wanted", async ({
    page,
  }) => {
    const found: string[] = [];
    const look = async (where: string): Promise<void> => {
      for (const each of await lost(page)) found.push(`${where}: ${each}`);
      const moving = await page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === "running").length,
      );
      if (moving > 0) found.push(`${where}: ${moving} moving`);
    };
    const inBothLanguages = async (act: (language: string) => Promise<void>): Promise<void> => {
      for (const language of ["zh-CN", "en"]) {
        await chooseLanguage(page, language);
        await act(language);
      }
    };
    await inBothLanguages((language) => look(`start, ${language}`));
    await dropEveryKind(page);
    for (const id of await viewIds(page)) {
      await showView(page, id);
      await inBothLanguages((language) => look(`${id}, ${language}`));
    }
    await inBothLanguages(async (language) => {
      for (const action of ["trust", "keys"]) {
        await page.click(`[data-action="${action}"]`);
        await page.locator(`[data-dialog="${action}"]`).waitFor();
        await look(`${action}, ${language}`);
        await page.keyboard.press("Escape");
      }
    });
    expect(found).toEqual([]);
  });
});
