/** One directive of a Content-Security-Policy: "connect-src" and the sources that it allows. */
export interface Directive {
  readonly name: string;
  readonly sources: readonly string[];
}

/** The policy that the document itself states; empty where it has none (while developing). */
export function policyOf(document: Document): readonly Directive[] {
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return parsePolicy(meta?.getAttribute("content") ?? "");
}

export function parsePolicy(text: string): readonly Directive[] {
  return text.split(";").flatMap((part): Directive[] => {
    const [name = "", ...sources] = part.trim().split(/\s+/);
    return name === "" ? [] : [{ name, sources }];
  });
}

/** Whether the policy forbids every connection: its own word on it, or else the default. */
export function forbidsConnections(policy: readonly Directive[]): boolean {
  const word = ["connect-src", "default-src"].map((name) => policy.find((one) => one.name === name)).find((one) => one);
  return word?.sources.join() === "'none'";
}

/** Sources as they are shown: hashes counted, because nobody reads them. */
export function shownSources(sources: readonly string[]): {
  readonly others: readonly string[];
  readonly hashes: number;
} {
  const others = sources.filter((source) => !/^'sha\d+-/.test(source));
  return { others, hashes: sources.length - others.length };
}
