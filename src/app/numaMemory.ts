import { nodeSeriesInputs } from "../analysis/numa/nodeSeries";
import { sidesOf } from "../analysis/sides";
import { type StageResult, stages } from "../client/stages";
import type { DecodeFailure } from "../model/decodeError";
import type { NumaMemory } from "../model/numa";
import { addTiming, session } from "../store/session";
import { track } from "./pending";

interface Derivation {
  settled(stage: Promise<StageResult<NumaMemory>>): Promise<StageResult<NumaMemory>>;
  failed(fileId: number, failure: DecodeFailure): void;
}

let judgedKey = "";

/** Measures the dropped texts of NUMA memory, when they or their sides are not the same as last time. */
export function judgeNumaFiles(derivation: Derivation): void {
  const { files } = session.getState();
  const texts = files.filter(({ capture }) => capture?.kind === "node-memory");
  const sides = sidesOf(files);
  const key = texts.map(({ id }) => `${id}:${sides.get(id) ?? ""}`).join();
  if (key === judgedKey) return;
  judgedKey = key;
  if (texts.length === 0) session.setState({ numa: null });
  else void track(judge(nodeSeriesInputs(texts, sides), texts[0]?.id ?? 0, key, derivation));
}

async function judge(
  inputs: Parameters<typeof stages.judgeNuma>[0],
  fileId: number,
  key: string,
  { settled, failed }: Derivation,
): Promise<void> {
  const result = await settled(stages.judgeNuma(inputs));
  if (judgedKey !== key) return;
  if (!result.ok) {
    failed(fileId, result.error);
    return;
  }
  const { value, ms, bytesRead: bytes, peakBytes } = result;
  addTiming({ fileId, file: "NUMA", stage: "analyze", ms, bytes, peakBytes });
  session.setState({ numa: value });
}
