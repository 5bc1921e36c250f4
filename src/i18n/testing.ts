import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import { zhCN } from "./zhCN";

/** The page's words for tests that render views without a browser: in English, until a test changes the language. */
export async function initTestWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    interpolation: { escapeValue: false },
  });
}
