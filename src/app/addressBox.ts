import { addressAnswers } from "../analysis/addressBox/answers";
import { type AddressGroup, locateAddresses } from "../analysis/addressBox/locateAddresses";
import { parseAddresses } from "../analysis/addressBox/parseAddresses";
import { stages } from "../client/stages";
import type { AddressQuery } from "../model/addresses";
import type { ModuleNames } from "../model/moduleNames";
import type { SessionFile } from "../model/session";
import { changeFile, session } from "../store/session";
import { filesOf, lineLengthOf, settled } from "./moduleStage";
import { track } from "./pending";

let answeredKey = "";

/** Answers the address box again, when its lines or the files that may name them are not the same as last time. */
export function answerAddresses(files: readonly SessionFile[]): void {
  const lists = files.flatMap(({ capture }) => (capture?.kind === "addresses" ? [capture.text] : []));
  const text = [...lists, session.getState().addressText].join("\n");
  const naming = files.filter(({ capture }) => capture !== null && NAMING.has(capture.kind));
  const lengths = [...session.getState().lineLengths].join();
  const key = text.trim() === "" ? "" : `${naming.map(({ id }) => id).join()}|${lengths}|${text}`;
  if (key === answeredKey) return;
  answeredKey = key;
  void track(answer(parseAddresses(text), files, key));
}

const NAMING: ReadonlySet<string> = new Set(["elf", "symbols", "perf", "pprof", "script"]);

async function answer(queries: readonly AddressQuery[], files: readonly SessionFile[], key: string): Promise<void> {
  const groups = locateAddresses(queries, files);
  const names = await Promise.all(groups.map(symbolize));
  if (key === answeredKey) session.setState({ addresses: addressAnswers(queries, groups, names) });
}

async function symbolize({ module, match, addresses }: AddressGroup): Promise<ModuleNames | null> {
  const flags = new Uint8Array(addresses.length);
  const result = await settled(
    stages.symbolize({
      module,
      mappings: [],
      addresses,
      flags,
      files: filesOf(match),
      minimumInstructionLength: lineLengthOf(match),
    }),
  );
  if (result.ok) return result.value;
  const file = session.getState().files.find(({ id }) => id === match.objectFile);
  if (file !== undefined) changeFile(file.id, { stageFailures: [...file.stageFailures, result.error] });
  return null;
}
