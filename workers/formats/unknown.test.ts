import { expect, it } from "vitest";
import { formats } from "./registry";
import { describeUnknown } from "./unknown";

/** What tools write first: perf 6.1, Go 1.26, valgrind 3.19, py-spy, Node 20, gcore, a Go server without net/http/pprof. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  "a core dump": "\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x04\0\x3e\0\x01\0\0\0",
  "the output of perf report":
    "# To display the perf.data header info, please use --header/--header-only options.\n#\n#\n# Total Lost Samples: 0\n#\n# Samples: 695  of event 'cpu-clock'\n",
  "the output of perf stat": "# started on Thu Nov 26 02:50:31 2026\n\n\n Performance counter stats for './service':\n",
  "the output of go tool pprof":
    "File: service\nType: inuse_space\nTime: 2026-11-26 03:32:47 UTC\nShowing nodes accounting for 56.16MB, 100% of 56.16MB total\n      flat  flat%   sum%        cum   cum%\n",
  "a web server's answer": "404 page not found\n",
  "a speedscope file":
    '{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{"frames":[{"name":"a"}]},"profiles":[]}',
  "a trace of Chrome's kind": '{"traceEvents":[{"name":"a","ph":"X","ts":0,"dur":10,"pid":1,"tid":1}]}',
  "a profile of V8": '{"nodes":[{"id":1,"callFrame":{"functionName":"(root)","scriptId":"0"}}]}',
  "a callgrind file": "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\n",
  "a massif file": "desc: (none)\ncmd: ./service\ntime_unit: i\n#-----------\nsnapshot=0\n",
  "a picture (SVG)": '<?xml version="1.0" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "">\n',
};

it.each(Object.entries(BEGINNINGS))("%s is called by its name", (name, beginning) => {
  const head = Uint8Array.from(beginning, (char) => char.charCodeAt(0));
  expect(formats.filter((format) => format.recognises(head, "dropped")).map(({ id }) => id)).toEqual([]);
  expect(describeUnknown(head)).toMatch(`the file is ${name}`);
});

it("of anything else the first bytes are said", () => {
  expect(describeUnknown(new TextEncoder().encode("hello\n"))).toBe(
    "the file is text of a kind that is not read (first bytes: 68 65 6c 6c 6f 0a)",
  );
  expect(describeUnknown(Uint8Array.of(1, 0, 2))).toBe(
    "the file is of no kind that is read here (first bytes: 01 00 02)",
  );
  expect(describeUnknown(new Uint8Array())).toBe("the file is empty");
});
