import type { Translation } from "../catalog";
import type { en } from "../en";
import { app } from "./app";
import { findings } from "./findings";

export const zhCN: Translation<typeof en> = {
  app,
  findings,
  views: {},
};
