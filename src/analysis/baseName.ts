/** "leakd" of "/srv/demo/leakd"; names like "[vdso]" stay as they are. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
