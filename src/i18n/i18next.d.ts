import "i18next";
import type { en } from "./en";

// Makes a key that no catalog has a type error.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}
