import type { Page } from "@playwright/test";
import { OWNED } from "./names";

const OBEYED =
  "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2067\\u206a-\\u206f\\ufeff]";

/** Of one piece of text: longer ones take the page long to lay out. */
const LONGEST = 2100;

/**
 * What of a hostile name is more than text in the document as it is now: elements and attributes that the page does not make,
 * marks that a browser obeys, a script that has run. Runs in the page too, and in any document that is handed to it.
 */
export function liveNames(page: Page, longest = LONGEST): Promise<readonly string[]> {
  return page.evaluate(
    ([owned, marks, longest]) => {
      const found: string[] = [];
      // C0 but tab and line feed, C1, bidi controls, zero widths, separators; not FSI and PDI, with which the page isolates names
      const obeyed = new RegExp(marks);
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element) {
          if (node.matches("img, script:not([src]), object, embed, base, marquee"))
            found.push(node.outerHTML.slice(0, 200));
          for (const { name, value } of node.attributes) {
            if (/^on|^srcdoc$/.test(name) && !node.matches("iframe[sandbox]")) found.push(`${node.tagName} ${name}`);
            if (!name.startsWith("data-") && !node.matches("iframe") && (obeyed.test(value) || value.length > longest))
              found.push(`${node.tagName} ${name}: ${JSON.stringify(value.slice(0, 100))}`);
            if (/^\s*javascript:/i.test(value) && /^(href|src|action|formaction)$/.test(name))
              found.push(`${name} ${value}`);
          }
        } else if (
          (obeyed.test(node.nodeValue ?? "") || (node.nodeValue ?? "").length > longest) &&
          node.parentElement?.closest("style, script") === null
        ) {
          found.push(`${node.parentElement?.tagName}: ${JSON.stringify(node.nodeValue?.slice(0, 100))}`);
        }
      }
      if (owned in document.documentElement.dataset) found.push("a script of a name has run");
      if (obeyed.test(document.title)) found.push(`title ${document.title}`);
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide`);
      return [...new Set(found)];
    },
    [OWNED, OBEYED, longest] as const,
  );
}
