/** What the comment lines of `perf script --header` say: "# key : value". */
export interface ScriptHeader {
  arch: string | null;
  readonly facts: Record<string, string>;
}

/** The keys that become facts, by the names that facts of a perf.data have. */
const FACTS: Readonly<Record<string, string>> = {
  hostname: "hostname",
  "os release": "os_release",
  "perf version": "perf_version",
  cpudesc: "cpu",
  cpuid: "cpu_id",
  cmdline: "cmdline",
};

export function readComment(text: string, header: ScriptHeader): void {
  const [, key = "", value = ""] = /^# (\w[\w ]{0,30}?) {0,20}: (.*)$/.exec(text) ?? [];
  if (key === "arch" && value !== "") header.arch = value.trim();
  const fact = Object.hasOwn(FACTS, key) ? FACTS[key] : undefined;
  if (fact !== undefined) header.facts[fact] = value.trim();
}
