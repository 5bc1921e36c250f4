import { app } from "./app";
import { findings } from "./findings";

/** English, and the shape that every other catalog must have. One file per area of the page. */
export const en = {
  app,
  findings,
  views: {},
} as const;
