import type { MessageList } from "./message";

/**
 * Lines of `go build -gcflags=-m` and `-m=2` (Go 1.16 to 1.27), among whatever else the build prints:
 *
 *     # example.com/app
 *     ./main.go:18:6: can inline newCounter with cost 8 as: func() *counter { … }
 *     ./main.go:19:2: c escapes to heap:              since 1.2x "c escapes to heap in newCounter:"
 *     ./main.go:19:2:   flow: ~r0 = &c:               or "~r0 ← &c:"
 *     ./main.go:19:2:     from &c (address-of) at ./main.go:20:9
 *     ./main.go:19:2: moved to heap: c
 */
const PLACED = /^(.+?\.go):(\d{1,9}):(\d{1,9}): (.*)$/;
const PACKAGE = /^# (\S+)/;
const FLOW = /^ {2,}(flow: |from )/;
const DECLARED = /^(can|cannot) inline ([^:]+?)(?: with cost \d+.*|: .*)?$/;
/** Closures and the wrappers of go and defer statements lie inside of functions. */
const INSIDE = /\.(func|gowrap|deferwrap)\d/;
const OTHERS =
  /^inlining call to |does not escape$|^leaking param|^parameter .+ leaks to |ignoring self-assignment|^mark(ed)? |^devirtualizing |^index bounds check elided$|^zero-copy /;

const UNNAMED = "command-line-arguments";

/** Reads one line; `pkg` is what the last "# package" line said. What kind of line it is. */
export function readTextLine(
  line: string,
  pkg: string,
  list: MessageList,
): "message" | "other" | { readonly pkg: string } {
  const header = PACKAGE.exec(line);
  if (header !== null) return { pkg: header[1] === UNNAMED ? "" : (header[1] ?? "") };
  const placed = PLACED.exec(line);
  if (placed === null) return "other";
  const [, file = "", row = "", column = "", text = ""] = placed;
  if (FLOW.test(text)) {
    list.addFlow(text.slice(2));
    return "message";
  }
  if (list.add({ pkg, file, line: Number(row), column: Number(column), text })) return "message";
  list.endFlow();
  const declared = DECLARED.exec(text);
  if (declared !== null) {
    const [, can, name = ""] = declared;
    if (!INSIDE.test(name)) list.addFunction({ pkg, file, line: Number(row) }, can === "cannot");
    return "message";
  }
  return OTHERS.test(text) ? "message" : "other";
}

/** Whether a line is one of the compiler's about escapes or inlining. */
export function isEscapeLine(line: string): boolean {
  const text = PLACED.exec(line)?.[4] ?? "";
  return /^moved to heap: |escapes to heap(?: in [^:]+)?:?$|does not escape$|^leaking param|^can(?:not)? inline |^inlining call to /.test(
    text,
  );
}
