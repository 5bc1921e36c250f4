import { join } from "node:path";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (name: string): string => join(root, "workers/formats/goroutines/fixtures", name);

// Totals of `go tool pprof -top` on the last profile.
for (const [name, program, last] of [
  ["amd64-chan", "leakd", 10_808],
  ["sw64-chan", "leakd.sw64", 3_157],
] as const) {
  test(`${name}: the view and the overview name who creates the goroutines that leak`, async ({ page }) => {
    await drop(page, "automatic", [fixture(`${name}.tar.gz`)]);
    await waitIdle(page);
    await showView(page, "overview");
    await expect(page.locator('[data-headline="goroutines"]')).toContainText("main.spawn");
    await showView(page, "goroutines");
    const leaking = page.locator('[data-view="goroutines"] [data-verdict="leaking"]');
    await expect(leaking).toHaveCount(1);
    await expect(leaking).toContainText("main.spawn");
    await expect(leaking).toContainText("chan receive");
    await expect(leaking).toContainText("main.waiter main.go:52");

    const { goroutines, findings } = await reportOf(page);
    expect(goroutines).toMatchObject({ program, source: "goroutine", verdict: "leaking", others: [] });
    expect(goroutines?.totals).toHaveLength(12); // the text dump adds no point
    expect(goroutines?.totals.at(-1)).toBe(last);
    expect(goroutines?.groups[0]).toMatchObject({ created_by: "main.spawn", wait_reason: "chan receive" });
    expect(findings.some(({ kind, severity }) => kind === "goroutines" && severity === "error")).toBe(true);
  });
}

test("a healthy program, and a text dump alone", async ({ page }) => {
  await drop(page, "automatic", [fixture("amd64-healthy.tar.gz"), fixture("states-panic.txt.gz")]);
  await waitIdle(page);
  await showView(page, "goroutines");
  await expect(page.locator('[data-view="goroutines"] [data-verdict="leaking"]')).toHaveCount(0);
  const { goroutines, files } = await reportOf(page);
  expect(files.some(({ kind, status }) => kind === "goroutine-text" && status === "ok")).toBe(true);
  const texts = [goroutines, ...(goroutines?.others ?? [])].find((one) => one?.source === "text");
  expect(texts?.groups.find(({ stack }) => stack.includes("main.locked"))).toMatchObject({
    created_by: "main.main",
    created_at: "example.com/states/main.go:43",
    wait_reason: "semacquire",
  });
});
