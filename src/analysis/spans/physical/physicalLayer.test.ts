import { describe, expect, it } from "vitest";
import { replaySpans } from "../replaySpans";
import { spanEvents } from "../testing/spanEvents";
import { pageSizes } from "./pageSizes";
import { PAGE_STATES } from "./pageTable";
import { physicalLayer } from "./physicalLayer";
import { spanPages } from "./spanPages";

const BASE = 0xc000000000;
const PAGE = 4096;

function layerOf(text: string, arch = "x86_64") {
  const events = spanEvents(text, pageSizes(arch));
  const [replayed] = replaySpans(events);
  if (replayed === undefined) throw new Error("no spans");
  const layer = physicalLayer(events, replayed.lives, replayed.pid);
  if (layer === null) throw new Error("no pages");
  const pages = (life: number) => {
    const streams = Object.fromEntries(events.streams.entries());
    const found = spanPages({ ...events, streams }, replayed.lives, replayed.pid, life);
    return Array.from(found?.state ?? [], (state, i) => {
      const frame = found?.frame[i] ?? Number.NaN;
      return PAGE_STATES[state] + (Number.isNaN(frame) ? "" : ` ${frame}`);
    });
  };
  return { layer, pages };
}

describe("a page of a span is", () => {
  it("unknown until it is touched, then held; the frame is what the fault says, or the thread was given before it", () => {
    const { layer, pages } = layerOf(`
      1 init base=${BASE} pages=2 spanclass=7
      1 fault address=${BASE + 100} physical=${0x700 * PAGE + 100}
      1 frame-alloc frame=50 order=0 migratetype=0
      1 frame-alloc frame=51 order=0 migratetype=1
      1 fault address=${BASE + PAGE} physical=0
      3 fault address=${BASE + 2 * PAGE} physical=${PAGE}
    `);
    expect(pages(0)).toEqual(["held 1792", "held 51", "unknown", "unknown"]);
    expect(layer).toMatchObject({ faultsInSpans: 2, framesKnown: 2, heldSpans: 1, live: { held: 2 * PAGE } });
  });

  it("of the frame that is handed out next, where the event fires before the fault is handled", () => {
    const { pages } = layerOf(`
      1 init base=${BASE} pages=2 spanclass=7
      1 fault address=${BASE}
      2 frame-alloc frame=60 order=0 migratetype=1
      1 frame-alloc frame=61 order=0 migratetype=0
      1 frame-alloc frame=62 order=0 migratetype=1
      1 frame-alloc frame=63 order=0 migratetype=1
      1 fault address=${BASE + PAGE}
    `);
    expect(pages(0).slice(0, 2)).toEqual(["held 62", "held"]);
  });

  it("returned by MADV_DONTNEED, lazily freed by MADV_FREE, and unknown when it is used again after that", () => {
    const { layer, pages } = layerOf(`
      1 init base=${BASE} pages=2 spanclass=7
      1 fault address=${BASE} physical=${9 * PAGE}
      1 fault address=${BASE + PAGE} physical=${10 * PAGE}
      1 free base=${BASE}
      1 madvise base=${BASE} bytes=${PAGE} advice=4
      1 madvise base=${BASE + PAGE} bytes=${PAGE} advice=8
      1 madvise base=${BASE + 2 * PAGE} bytes=${2 * PAGE} advice=14
      1 init base=${BASE} pages=1 spanclass=9
    `);
    expect(pages(0)).toEqual(["held 9", "held 10", "unknown", "unknown"]);
    expect(pages(1)).toEqual(["returned", "unknown 10"]);
    expect(layer).toMatchObject({ live: { returned: PAGE }, free: { unknown: 2 * PAGE, lazy: 0 } });
    expect([...layer.held]).toEqual([2, 0]);
  });

  it("not held any more where all of a span was given back", () => {
    const { layer } = layerOf(`
      1 init base=${BASE} pages=1 spanclass=7
      1 init base=${BASE + 8192} pages=1 spanclass=7
      1 unused base=${BASE} bytes=8192
      1 fault address=${BASE + 8192} physical=${PAGE}
    `);
    expect(layer).toMatchObject({ heldSpans: 1, live: { returned: 8192, held: PAGE, unknown: PAGE } });
  });

  it("returned when the kernel takes its frame, unknown when the frame turns up elsewhere, as it was at the end", () => {
    const { pages } = layerOf(`
      1 init base=${BASE} pages=2 spanclass=7
      1 fault address=${BASE} physical=${20 * PAGE}
      1 fault address=${BASE + PAGE} physical=${21 * PAGE}
      1 fault address=${BASE + 2 * PAGE} physical=${22 * PAGE}
      2 frame-free frame=20 order=0
      3 frame-alloc frame=21 order=0 migratetype=1
      1 fault address=${BASE + 3 * PAGE} physical=${23 * PAGE}
      1 frame-free frame=22 order=1
    `);
    expect(pages(0)).toEqual(["returned", "unknown", "held 22", "held 23"]); // the last ones when the process was taken down
  });

  it("huge with 511 others, until a part of these is given back", () => {
    const huge = `
      1 init base=${BASE} pages=512 spanclass=1
      1 frame-alloc frame=1024 order=9 migratetype=1
      1 frame-alloc frame=77 order=0 migratetype=0
      1 fault address=${BASE + 5 * PAGE} physical=${1029 * PAGE}
      1 fault address=${BASE + 512 * PAGE} physical=${5 * PAGE}`;
    expect(layerOf(huge).layer.live).toMatchObject({ huge: 2 << 20, held: PAGE });
    expect(layerOf(huge).pages(0).slice(510, 514)).toEqual(["huge 1534", "huge 1535", "held 5", "unknown"]);
    const split = layerOf(`${huge}\n1 unused base=${BASE} bytes=8192`).layer.live;
    expect(split).toMatchObject({ huge: 0, held: (2 << 20) - 8192 + PAGE, returned: 8192 });
  });

  it("huge by a single fault at its place in a huge frame, where allocations were not recorded", () => {
    const one = `
      1 init base=${BASE} pages=512 spanclass=1
      1 fault address=${BASE + 5 * PAGE} physical=${(1024 + 5) * PAGE}
      1 fault address=${BASE + 512 * PAGE} physical=${(2048 + 1) * PAGE}`;
    expect(layerOf(one).layer.live).toMatchObject({ huge: 2 << 20, held: PAGE });
    const two = `${one}\n1 fault address=${BASE + 6 * PAGE} physical=${7 * PAGE}`;
    expect(layerOf(two).layer.live).toMatchObject({ huge: 0, held: 3 * PAGE });
  });
});

it("SW64: a page of Go is one of 8 KiB, a huge one has 8 MiB, and MADV_DONTNEED is 6", () => {
  const { layer, pages } = layerOf(
    `
      1 init base=${BASE} pages=1026 spanclass=1
      1 frame-alloc frame=2048 order=10 migratetype=1
      1 fault address=${BASE + 8192} physical=${2049 * 8192}
      1 fault address=${BASE + (8 << 20)} physical=${3 * 8192}
      1 fault address=${BASE + (8 << 20) + 8192} physical=${4 * 8192}
      1 madvise base=${BASE + (8 << 20)} bytes=8192 advice=6
      1 madvise base=${BASE + (8 << 20) + 8192} bytes=8192 advice=4
    `,
    "sw_64",
  );
  expect(layer).toMatchObject({ pageBytes: 8192, hugePageBytes: 8 << 20, live: { huge: 8 << 20, returned: 8192 } });
  expect(pages(0).slice(1023, 1026)).toEqual(["huge 3071", "returned", "held 4"]);
});

it("huge claims take no time", () => {
  const { layer } = layerOf(`
    1 init base=${BASE} pages=${2 ** 31 - 1} spanclass=1
    1 madvise base=${BASE} bytes=${2 ** 60} advice=4
    1 frame-free frame=1 order=63
    1 fault address=${BASE} physical=${PAGE}
  `);
  expect(layer.live.held).toBe(PAGE);
});
