import { expect, it } from "vitest";
import { en } from "./en";
import { browserLanguage } from "./index";
import { zhCN } from "./zhCN";

/** Every text of a catalog by its key. */
function textsOf(catalog: object, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalog)) {
    if (typeof value === "string") texts.set(prefix + key, value);
    else for (const [inner, text] of textsOf(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

const [english, chinese] = [textsOf(en), textsOf(zhCN)];

it("both languages have the same keys, none of them empty", () => {
  expect(english.size).toBeGreaterThan(100);
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const text of [...english.values(), ...chinese.values()]) expect(text.trim()).not.toBe("");
});

it("both languages put in the same figures", () => {
  const figures = (text = "") => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  for (const [key, text] of english) expect([key, figures(chinese.get(key))]).toEqual([key, figures(text)]);
});

it("Chinese is Chinese", () => {
  const latinOnly = [...chinese].filter(
    ([key, text]) => /[a-z]{4}/i.test(english.get(key) ?? "") && text === english.get(key),
  );
  expect(latinOnly.map(([, text]) => text).filter((text) => /\s[a-z]+\s/.test(text))).toEqual([]);
});

it("takes the first language of the browser that it has", () => {
  expect(browserLanguage(["fr-FR", "zh-TW", "en"])).toBe("zh-CN");
  expect(browserLanguage(["en-GB", "zh"])).toBe("en");
  expect(browserLanguage(["fr"])).toBe("en");
  expect(browserLanguage([])).toBe("en");
});
