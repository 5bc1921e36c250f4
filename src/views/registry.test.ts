import { expect, it } from "vitest";
import { en } from "../i18n/en";
import { views } from "./registry";

it("the rail has every view that has words, once", () => {
  expect(views.map(({ id }) => id).sort()).toEqual(Object.keys(en.views).sort());
});
