/**
 * compilation directory / directory / file, as far as the later parts are not absolute. "." and "a/.." are taken out:
 * one file reached on two ways is one file.
 */
export function joinPath(compDir: string, directory: string, file: string): string {
  let path = file;
  for (const before of [directory, compDir]) if (before !== "" && !isAbsolute(path)) path = `${before}/${path}`;
  return normalPath(path);
}

/** Also "C:\…" and "\\server\…", of programs that were cross-compiled on Windows. */
function isAbsolute(path: string): boolean {
  return path.startsWith("/") || path.startsWith("\\\\") || /^[A-Za-z]:[\\/]/.test(path);
}

function normalPath(path: string): string {
  if (!/(^|[/\\])\.{1,2}([/\\]|$)|\/\//.test(path)) return path;
  const separator = path.includes("/") ? "/" : "\\";
  const parts: string[] = [];
  for (const [i, part] of path.split(separator).entries()) {
    if (part === "." || (part === "" && i > 0)) continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== "..") {
      if (last !== "") parts.pop(); // nothing lies above the root
    } else parts.push(part);
  }
  return parts.join(separator);
}
