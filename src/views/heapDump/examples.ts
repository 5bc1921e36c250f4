import { holdHeap, holdInput } from "../../analysis/heapDump/holdHeap";
import { dumpFromText } from "../../analysis/heapDump/testing/dumpFromText";
import { EMPTY_SESSION, exampleSession, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import type { SessionData } from "../../model/session";

/** Sessions to look at this view with. */
export const examples = {
  plain: sessionWith("main.sessions", true),
  cut: sessionWith("main.sessions", false),
  hostile: sessionWith(HOSTILE_NAMES["markup"], true),
};

function sessionWith(root: string, isComplete: boolean): SessionData {
  const sessions = Array.from({ length: 30 }, (_, i) => `s${i}`);
  const { dump: whole, variables } = dumpFromText(
    [
      `${root} > header`,
      "goroutine main.work > buffer",
      `header 48 > table`,
      `table 512 > ${sessions.join(" ")}`,
      ...sessions.map((name) => `${name} 208`),
      "buffer 4096",
      "garbage 16",
    ].join("\n"),
  );
  const cut = { isComplete, data: null, bss: null, pointers: { ...whole.pointers, length: 0 } };
  const dump = isComplete ? whole : { ...whole, ...cut };
  const { files } = exampleSession("1\nmain");
  const capture = { kind: "go-heapdump", arch: "x86_64", facts: {}, losses: [], dump } as const;
  const held = holdHeap(holdInput(dump, isComplete ? variables : null));
  return {
    ...EMPTY_SESSION,
    files: files.map((file) => ({ ...file, name: "heap.dump", kind: "go-heapdump", capture })),
    heapDumps: new Map(files.map(({ id }) => [id, { held, binary: null, variables: null }])),
  };
}
