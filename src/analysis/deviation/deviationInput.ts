import type { CodePlaces } from "../../model/codePlaces";
import type { DeviationOptions } from "../../model/deviation";
import type { Profile } from "../../model/profile";
import type { NamedCapture, SessionFile, Side } from "../../model/session";
import { RUNGS } from "../../model/stacks";
import { baseName } from "../baseName";
import { checkFile } from "../captureCheck/check";
import { archByBuildId, archOf, sidesOf } from "../sides";
import type { BuildInput, CaptureInput, DeviationInput, ModuleInput } from "./input";

/** What the session has on both sides; null where one of them has nothing that could be compared. */
export function deviationInput(
  files: readonly SessionFile[],
  named: ReadonlyMap<number, NamedCapture>,
  places: ReadonlyMap<number, CodePlaces>, // by SessionFile.id; captures whose binaries are not there are absent
  options: DeviationOptions,
): DeviationInput | null {
  const sides = sidesOf(files);
  const archs = archByBuildId(files);
  const on = (side: Side): CaptureInput[] =>
    files.flatMap((file) =>
      sides.get(file.id) === side
        ? captureInput(file, side, archOf(file, archs), named.get(file.id), places.get(file.id) ?? null, files)
        : [],
    );
  const [baseline, candidate] = [on("baseline"), on("candidate")];
  return baseline.length === 0 || candidate.length === 0 ? null : { baseline, candidate, options };
}

function captureInput(
  file: SessionFile,
  side: Side,
  arch: string | null,
  names: NamedCapture | undefined,
  places: CodePlaces | null,
  files: readonly SessionFile[],
): CaptureInput[] {
  const { name, capture } = file;
  if (capture?.kind === "harness-csv") return [{ kind: capture.kind, file: name, side, arch, rows: capture.rows }];
  if (capture === null || !("stacks" in capture) || names === undefined) return [];
  const { kind, codes, stacks, profiles, perf, pprof } = capture;
  return [
    {
      kind,
      file: name,
      side,
      arch,
      modules: moduleInputs(capture.modules, codes.module, names),
      codes,
      stacks,
      profiles: profiles.map(withoutPlaces),
      perf,
      pprof,
      named: names.stacks,
      build: buildOf(names, files),
      checks: checkFile(file, arch).map(({ rule, severity, params }) => ({ rule, severity, params })),
      places,
    },
  ];
}

/** Only what is compared: the columns are copied for the worker. */
function withoutPlaces(profile: Profile): Profile {
  const { samples, dumps } = profile;
  const none = { offset: new Float64Array(0), stream: new Int32Array(0), space: new Int32Array(0), streams: [] };
  return {
    ...profile,
    samples: { ...samples, cpu: null },
    args: [],
    dumps: dumps === null ? null : { ...dumps, ...none },
  };
}

const UNNAMED: ReadonlySet<number> = new Set([RUNGS.indexOf("none"), RUNGS.indexOf("fde")]);

function moduleInputs(
  modules: readonly { readonly path: string; readonly buildId: string | null }[],
  moduleOfCode: Int32Array,
  { stacks: { codeRung }, moduleMs }: NamedCapture,
): ModuleInput[] {
  const isNamed = new Uint8Array(modules.length);
  moduleOfCode.forEach((module, code) => {
    if (module >= 0 && !UNNAMED.has(codeRung[code])) isNamed[module] = 1;
  });
  return modules.map(({ path, buildId }, module) => ({
    name: baseName(path),
    buildId,
    isNamed: isNamed[module] === 1,
    ms: moduleMs[module] ?? 0,
  }));
}

/** Settings that say which machine the program is for: that they differ is why it is compared. */
const OF_TARGET = /^GO(?:ARCH|OS|AMD64|SW64)=/;

/** Of the first module whose binary says how Go built it. */
function buildOf({ matches }: NamedCapture, files: readonly SessionFile[]): BuildInput {
  for (const { files: paired } of matches) {
    for (const { file } of paired) {
      const facts = files.find(({ id }) => id === file)?.capture?.facts;
      const version = facts?.["go_version"];
      if (typeof version !== "string") continue;
      const flags = facts?.["go_build"];
      const same = Array.isArray(flags) ? flags.filter((flag: string) => !OF_TARGET.test(flag)) : null;
      return { goVersion: version, flags: same?.join(" ") ?? null };
    }
  }
  return { goVersion: null, flags: null };
}
