import { stages } from "../client/stages";
import type { DecodeFailure } from "../model/decodeError";
import type { SampleRegisters } from "../model/registers";
import type { CodePlace, Inspection } from "../model/session";
import type { StackDumps } from "../model/stackDumps";
import { session } from "../store/session";
import { filesOf, lineLengthOf, settled } from "./moduleStage";
import { track } from "./pending";
import { siblingsOf, sources } from "./sources";

/**
 * Reads the machine code around a place and keeps it, instead of what was kept before. Nothing is read when no file
 * with the module's code has been dropped.
 */
export function inspect(fileId: number, place: CodePlace, cpu: string | null): void {
  const before = session.getState().inspection;
  const isSame = before?.place.module === place.module && before.place.address === place.address;
  if (isSame && before.file === fileId && before.cpu === cpu) return; // it is being read, or has been
  const asked: Inspection = { file: fileId, place, cpu, code: null, failure: null };
  session.setState({ inspection: asked });
  void track(read(asked));
}

const NO_BYTES: DecodeFailure = {
  code: "Unsupported",
  message: "a saved session holds no machine code: drop the binary to see its instructions",
  where: "saved session",
  offset: 0,
};

async function read(asked: Inspection): Promise<void> {
  const { files, named } = session.getState();
  const capture = files.find(({ id }) => id === asked.file)?.capture;
  const match = named.get(asked.file)?.matches[asked.place.module];
  if (capture == null || !("modules" in capture) || match === undefined) return;
  const module = capture.modules[asked.place.module];
  const runtime = match.files.find(({ role }) => role === "runtime")?.file;
  if (module === undefined || runtime === undefined) return;
  if (!sources.has(runtime)) {
    session.setState({ inspection: { ...asked, failure: NO_BYTES } });
    return;
  }
  const arch = files.find(({ id }) => id === runtime)?.capture?.arch ?? null;
  const mappings = capture.mappings.filter((mapping) => mapping.module === asked.place.module);
  const { address } = asked.place;
  const request = {
    module,
    mappings,
    address,
    files: filesOf(match),
    minimumInstructionLength: lineLengthOf(match),
    cpu: asked.cpu,
  };
  const result = await settled(stages.inspect(request, arch));
  if (session.getState().inspection !== asked) return; // something else has been asked for
  session.setState({
    inspection: result.ok ? { ...asked, code: result.value } : { ...asked, failure: result.error },
  });
}

/** The registers of one sample, read from the file. Null where there are none, or the file is gone. */
export async function readRegisters(fileId: number, dump: StackDumps): Promise<SampleRegisters | null> {
  const file = sources.get(fileId);
  const arch = session.getState().files.find(({ id }) => id === fileId)?.capture?.arch ?? null;
  if (file === undefined) return null;
  const result = await settled(stages.registers({ file, siblings: siblingsOf(fileId), arch, dump }));
  return result.ok ? result.value : null;
}
