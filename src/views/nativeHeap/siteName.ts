import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";

/** "insert tree.c:24" */
export function siteName(site: NativeCallSite): string {
  return `${site.func} ${placeOf(site)}`.trim();
}

/** "tree.c:24" */
export function placeOf({ file, line }: NativeCallSite): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  return line > 0 ? `${name}:${line}` : name;
}

export function keyOf({ allocator, func, file, line }: NativeCallSite): string {
  return [allocator, line, file, func].join("\n");
}
