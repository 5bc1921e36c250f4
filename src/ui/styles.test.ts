import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const paths = (readdirSync(root, { recursive: true }) as string[]).map((path) => join(root, path));
const text = (path: string): string => readFileSync(path, "utf8");
const components = paths.filter((path) => /\.tsx?$/.test(path)).map(text);
const modules = paths.filter((path) => path.endsWith(".module.css"));

/** Classes of a library in a sheet of ours (:global). */
const FOREIGN = /^u-/;

it("there are style sheets", () => {
  expect(modules.length).toBeGreaterThan(10);
});

it.each(modules.map((path) => [path.slice(root.length + 1), path]))("%s: every class is used", (_, path) => {
  const users = components.filter((component) => component.includes(`/${basename(path)}"`)).join("\n");
  const sheet = text(path).replace(/\/\*.*?\*\//gs, "");
  const classes = new Set(Array.from(sheet.matchAll(/\.([A-Za-z][\w-]*)/g), ([, name]) => name as string));
  const unused = [...classes].filter((name) => !FOREIGN.test(name) && !users.includes(`"${name}"`));
  expect(unused, dirname(path)).toEqual([]);
});
