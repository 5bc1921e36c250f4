import { baseName } from "../../analysis/baseName";
import type { NamedStacks } from "../../model/stacks";

/**
 * Frames of one package (Go) or one module (C) have one colour, the same in every capture: the hash of its name.
 * Answers a number per function; what colour that is, the page's theme says.
 */
export function frameColours({ funcs, strings, modules }: NamedStacks): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: funcs.length }, (_, func) => {
    const module = funcs.module[func] < 0 ? "" : baseName(modules[funcs.module[func]].path);
    const key = goPackage(strings[funcs.name[func]]) ?? module;
    let colour = known.get(key);
    if (colour === undefined) {
      colour = hash(key);
      known.set(key, colour);
    }
    return colour;
  });
}

/** "net/http" of "net/http.(*conn).serve"; null for a name that is no Go function's. */
export function goPackage(name: string): string | null {
  const slash = name.slice(0, 256).lastIndexOf("/", name.search(/[([]|$/));
  const dot = name.indexOf(".", slash + 1);
  return dot <= 0 || /[\s:<]/.test(name.slice(0, dot)) ? null : name.slice(0, dot);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) & 0xffff;
}
