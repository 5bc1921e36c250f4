import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArgColumn } from "../../model/profile";
import { MANUAL_SPAN, UNKNOWN_SPAN } from "../../model/spanLives";
import { PageOwners } from "./pageOwners";
import { replaySpans } from "./replaySpans";
import { spanHistories } from "./spanHistories";
import { spanLife } from "./spanLife";
import { spanReads, spanRole } from "./spanRole";
import { spanEvents } from "./testing/spanEvents";

const BASE = 0xc000000000;

/** The lives of the first process: page from BASE, pages, spanclass, birth, death, thread, stack. */
const lives = (text: string) => {
  const [replayed] = replaySpans(spanEvents(text));
  if (replayed === undefined) throw new Error("no lives");
  const { address, pages, spanclass, birthNs, deathNs, thread, openedBy } = replayed.lives;
  return Array.from(address, (at, i) =>
    [(at - BASE) / 8192, pages[i], spanclass[i], birthNs[i], deathNs[i], thread[i], openedBy[i]].join(" "),
  );
};

const args = (...names: string[]): ArgColumn[] =>
  names.map((name) => ({ name, kind: "number", values: new Float64Array(1) }));

describe("an event is", () => {
  it.each([
    ["mspan:init", "__probe_ip span typ spanclass base npages", "init base npages spanclass typ span"],
    ["probe_leakd:initSpan", "__probe_ip s base npages", "init base npages - - s"],
    ["uprobes:runtime_mheap_setSpans", "__probe_ip base npage s", "init base npage - - s"],
    ["go:setSpans_1", "__probe_ip arg1 arg2", "init arg1 arg2 - - -"],
    ["mspan:alloc", "__probe_ip npages spanclass", "alloc npages spanclass"],
    ["probe:mheap_alloc", "__probe_ip npages", "alloc npages -"],
    ["mspan:alloc", "__probe_ip base npages", "init base npages - - -"], // it knows where the span is
    ["mspan:free", "__probe_ip span typ base npages allocs spanclass", "free base span"],
    ["probe:freeSpanLocked", "__probe_ip s", "free - s"],
    ["mspan:unused", "__probe_ip addr len", "unused addr len"],
    ["x:sysUnusedOS", "__probe_ip v n", "unused v n"],
    ["pgx_mspan:gcMarkTermination", "__probe_ip", "gc"],
    ["minor-faults", "addr phys_addr", "fault addr phys_addr"],
    ["page-faults:u", "addr", "fault addr -"],
    ["exceptions:page_fault_user", "address ip error_code", "fault address -"],
    ["kmem:mm_page_alloc", "pfn order migratetype gfp_flags", "frame-alloc pfn order migratetype"],
    ["kmem:mm_page_free", "pfn order", "frame-free pfn order"],
    ["syscalls:sys_enter_madvise", "__syscall_nr start len_in behavior", "madvise start len_in behavior"],
  ])("%s(%s): %s", (event, names, expected) => {
    const given = args(...names.split(" "));
    const role = spanRole(event, given);
    const reads = role === null ? [] : spanReads(role, given).map((arg) => arg?.name ?? "-");
    expect([role, ...reads].join(" ")).toBe(expected);
  });

  it.each(["cpu-clock", "kmem:kmalloc", "cheap:free", "cheap:malloc", "sched:sched_switch", "probe:alloc"])(
    "%s: of no role",
    (event) => expect(spanRole(event, args("base", "npages"))).toBeNull(),
  );
});

describe("lives", () => {
  it("begin and end; memory that the runtime manages itself has no class", () => {
    expect(
      lives(`
        1 init base=${BASE} pages=2 spanclass=0x1305 type=0
        2 init base=${BASE + 16384} pages=1 spanclass=0 type=1
        2 free base=${BASE}
        1 init base=${BASE} pages=1
      `),
    ).toEqual(["0 2 5 0 2 11 0", `2 1 ${MANUAL_SPAN} 1 NaN 12 1`, `0 1 ${UNKNOWN_SPAN} 3 NaN 11 3`]);
  });

  it("are opened by who called for them on the same thread", () => {
    expect(
      lives(`
        1 alloc pages=1 spanclass=7
        2 alloc pages=4 spanclass=9
        1 init base=${BASE} pages=1
        2 init base=${BASE + 8192} pages=1 spanclass=9
        1 init base=${BASE + 16384} pages=1 spanclass=7
      `),
    ).toEqual(["0 1 7 2 NaN 11 0", "1 1 9 3 NaN 12 3", "2 1 7 4 NaN 11 4"]);
  });

  it("end by the address of their mspan where a probe reads no other", () => {
    expect(
      lives(`
        1 init base=${BASE} pages=1 spanclass=7 span=0x7000
        1 free span=0x7000
        1 init base=${BASE} pages=1 spanclass=7 span=0x7000
      `),
    ).toEqual(["0 1 7 0 1 11 0", "0 1 7 2 NaN 11 2"]);
  });

  it("end when another begins on their pages, and are told from frees of what was never seen", () => {
    const [replayed] = spanHistories({
      perf: {
        file: 1,
        streams: spanEvents(`
        1 init base=${BASE} pages=200 spanclass=1
        1 init base=${BASE + 8192 * 150} pages=1 spanclass=7
        1 free base=${BASE + 8192 * 300}
        1 free base=${BASE + 8192 * 150}
        1 free base=${BASE + 8192 * 150}
        1 init pages=1
      `),
        log: null,
      },
      trace: null,
    });
    expect(replayed?.counts).toEqual({
      allocated: 2,
      freed: 2,
      unknownFrees: 2,
      missedFrees: 1,
      live: 0,
      liveBytes: 0,
      unreadable: 1,
    });
  });

  it("are of their process", () => {
    const processes = replaySpans(
      spanEvents(`
        1 init base=${BASE} pages=1 spanclass=7
        3 init base=${BASE} pages=1 spanclass=7
        1 init base=${BASE + 8192} pages=1 spanclass=7
        3 free base=${BASE}
      `),
    );
    expect(processes.map(({ pid, lives: { deathNs } }) => [pid, ...deathNs])).toEqual([
      [10, Number.NaN, Number.NaN],
      [30, 3],
    ]);
  });

  it("know who had their pages before and who has them after", () => {
    const [history] = spanHistories({
      perf: {
        file: 1,
        streams: spanEvents(`
        1 init base=${BASE} pages=4 spanclass=1
        1 init base=${BASE + 8192 * 8} pages=1 spanclass=7
        1 free base=${BASE}
        1 init base=${BASE + 8192 * 2} pages=1 spanclass=5
        1 free base=${BASE + 8192 * 2}
        1 init base=${BASE + 8192 * 2} pages=1 spanclass=7
      `),
        log: null,
      },
      trace: null,
    });
    if (history === undefined) throw new Error("no lives");
    expect([0, 1, 2, 3].map((row) => spanLife(history, row)).map(({ before, after }) => [before, after])).toEqual([
      [-1, 2],
      [-1, -1],
      [0, 3],
      [2, -1],
    ]);
    expect(spanLife(history, 2)).toMatchObject({ elemBytes: 16, slots: 512, ageNs: 1, isCandidate: null });
    expect(spanLife(history, 1)).toMatchObject({ elemBytes: 24, slots: 341, ageNs: 5 });
  });
});

it("pages have the owner that they were given last", () => {
  const gift = fc.record({
    page: fc.nat(300),
    pages: fc.integer({ min: 1, max: 200 }),
    row: fc.integer({ min: -1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(gift), (gifts) => {
      const owners = new PageOwners();
      const plain = new Array<number>(600).fill(-1);
      for (const { page, pages, row } of gifts) {
        owners.give(page, pages, row);
        plain.fill(row, page, page + pages);
      }
      expect(plain.map((_, page) => owners.at(page))).toEqual(plain);
      const met = new Set<number>();
      owners.eachOwner(40, 130, (row) => met.add(row));
      expect([...met].sort()).toEqual([...new Set(plain.slice(40, 170))].filter((row) => row >= 0).sort());
    }),
  );
});
