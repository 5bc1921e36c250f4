import { RE2JS } from "re2js";
import { setCompile } from "./pattern";

/** Gives pattern.ts its RE2 when imported: at once by workers, by the page only when there is an expression. */
setCompile((pattern) => {
  const expression = RE2JS.compile(pattern);
  return (text) => expression.test(text);
});
