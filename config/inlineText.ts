// Texts that stand inside tags of an HTML page.

/** Script without an end tag or the start of a comment in it, nor the name of a source map that is not there. */
export function scriptText(text: string): string {
  return text
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n")
    .replace(/<\/script/gi, "<\\/script")
    .replace(/<!--/g, "<\\!--");
}

/** A style sheet without an end tag in it. */
export function styleText(text: string): string {
  return text.replace(/\n\/\*# sourceMappingURL=.*\*\/\s*$/, "\n").replace(/<\/style/gi, "<\\/style");
}
