import { nodeSeriesInputs } from "../analysis/numa/nodeSeries";
import { sidesOf } from "../analysis/sides";
import { stages } from "../client/stages";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { track } from "./pending";

let judgedKey = "";

/** Measures the dropped texts of NUMA memory, when they or their sides are not the same as last time. */
export function judgeNumaFiles(): void {
  const { files } = session.getState();
  const texts = files.filter(({ capture }) => capture?.kind === "node-memory");
  const sides = sidesOf(files);
  const key = texts.map(({ id }) => `${id}:${sides.get(id) ?? ""}`).join();
  if (key === judgedKey) return;
  judgedKey = key;
  if (texts.length === 0) session.setState({ numa: null });
  else void track(judge(nodeSeriesInputs(texts, sides), texts[0]?.id ?? 0, key));
}

async function judge(inputs: Parameters<typeof stages.judgeNuma>[0], fileId: number, key: string): Promise<void> {
  const isWanted = (): boolean => judgedKey === key;
  const numa = await analyzed(stages.judgeNuma(inputs), { fileId, file: "NUMA", isWanted });
  if (numa !== null) session.setState({ numa });
}
