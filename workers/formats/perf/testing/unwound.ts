import type { StackCapture } from "../../../../src/model/capture";
import { recordedStacks, withUnwound } from "../../../../src/model/recordedStacks";
import type { StackDumps } from "../../../../src/model/stackDumps";
import { CODE_KERNEL, CODE_RETURN_ADDRESS, codeOrigin } from "../../../../src/model/stacks";
import { FRAME_ORIGINS, UNWIND_STOPS } from "../../../../src/model/unwind";
import type { UnwoundDumps } from "../../../../src/model/unwoundDumps";
import { type ByteSource, bytesSource } from "../../../io/byteSource";
import { joinUnwound } from "../../../profile/joinUnwound";
import { perf } from "../index";
import { unwindDumps } from "../unwindDumps";

/** By the base name of the module. */
export type Binaries = Readonly<Record<string, Uint8Array>>;

export function unwindPart(
  source: ByteSource,
  { arch, modules, mappings }: StackCapture,
  binaries: Binaries,
  dumps: readonly StackDumps[],
): Promise<UnwoundDumps> {
  const objects = modules.map(({ path }) => {
    const bytes = binaries[path.slice(path.lastIndexOf("/") + 1)];
    return { runtime: bytes === undefined ? null : bytesSource(path, bytes), debug: null };
  });
  return unwindDumps([source], { arch: arch ?? "", modules, mappings, objects, dumps }, () => {});
}

/** A perf.data unwound with some of its binaries. */
export async function unwound(
  source: ByteSource,
  binaries: Binaries,
  dumpsOf: (capture: StackCapture) => readonly StackDumps[][] = (capture) => [dumpsIn(capture)],
): Promise<StackCapture> {
  const capture = await perf.decode(source, { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const parts: UnwoundDumps[] = [];
  for (const dumps of dumpsOf(capture)) parts.push(await unwindPart(source, capture, binaries, dumps));
  return withUnwound(capture, joinUnwound(recordedStacks(capture), parts));
}

export function dumpsIn({ profiles }: StackCapture): StackDumps[] {
  return profiles.flatMap(({ dumps }) => (dumps === null ? [] : [dumps]));
}

export interface UnwoundSample {
  readonly timeNs: bigint;
  readonly stop: string;
  /** "address module", innermost first; addresses as CodeTable has them, callers less one as perf prints them. */
  readonly frames: readonly string[];
  readonly raw: readonly number[]; // as CodeTable has them
  readonly origins: readonly string[];
  readonly kernelFrames: number;
}

/** The samples of the profiles that have dumps, by time. */
export function samplesOf({ profiles, stacks, codes, modules }: StackCapture): UnwoundSample[] {
  return profiles.flatMap(({ samples, dumps, startNs }) =>
    dumps === null
      ? []
      : Array.from(samples.stack, (stack, i) => {
          const frames: string[] = [];
          const raw: number[] = [];
          const origins: string[] = [];
          let kernelFrames = 0;
          for (let row = stack; row >= 0; row = stacks.prefix[row] ?? -1) {
            const code = stacks.frame[row] ?? -1;
            const [address, flags] = [codes.address[code] ?? 0, codes.flags[code] ?? 0];
            const isKernel = (flags & CODE_KERNEL) !== 0;
            const path = modules[codes.module[code] ?? -1]?.path ?? "[unknown]";
            const shown = address - Number((flags & CODE_RETURN_ADDRESS) !== 0 && !isKernel);
            const hex = BigInt.asUintN(64, BigInt(shown)).toString(16);
            frames.push(`${hex} ${path.slice(path.lastIndexOf("/") + 1)}`);
            raw.push(address);
            origins.push(FRAME_ORIGINS[codeOrigin(flags)] ?? "");
            kernelFrames += Number(isKernel);
          }
          const stop = UNWIND_STOPS[dumps.stop?.[i] ?? -1] ?? "none";
          return { timeNs: startNs + BigInt(samples.time?.[i] ?? 0), stop, frames, raw, origins, kernelFrames };
        }),
  );
}

/** What `perf script -F time,ip,sym,dso --no-inline` prints of each sample: "address module", innermost first. */
export function perfScriptFrames(text: string): string[][] {
  return text
    .trim()
    .split(/\n\n+/)
    .map((sample) =>
      sample
        .split("\n")
        .slice(1)
        .flatMap((line) => {
          const [address = "", ...rest] = line.trim().split(" ");
          const path = (rest.at(-1) ?? "").replace(/^\(|\)$/g, "");
          // Where it cannot read the stack perf takes 0 for the return address, and prints that less one.
          return address === "f".repeat(16) ? [] : [`${address} ${path.slice(path.lastIndexOf("/") + 1)}`];
        }),
    );
}
