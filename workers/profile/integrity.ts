import type { StackCapture } from "../../src/model/capture";
import type { ArgColumn, Profile } from "../../src/model/profile";
import type { StackDumps } from "../../src/model/stackDumps";
import { type CodeNames, type CodeTable, RUNGS, type StackTable } from "../../src/model/stacks";
import { NOT_UNWOUND, UNWIND_STOPS } from "../../src/model/unwind";

type Column = Int32Array | Float64Array | Uint8Array | Int16Array;

/** Throws an Error that names the first broken rule of the tables. Every decoder's tests put their captures through it, and a saved session is opened through it. */
export function assertCaptureIntegrity(capture: StackCapture): void {
  checkCodes(capture.codes, capture.modules.length);
  checkStacks(capture.stacks, capture.codes.length);
  within(
    Int32Array.from(capture.mappings, ({ module }) => module),
    "mappings.module",
    0,
    capture.modules.length,
  );
  if (capture.given !== null) checkNames(capture.given, capture.codes.length);
  const threads = capture.perf?.threads.length ?? 0;
  capture.profiles.forEach((profile, i) => {
    checkProfile(profile, `profiles[${i}]`, capture.stacks.length, threads);
    if (profile.dumps !== null) checkDumps(profile.dumps, profile.samples.length, capture.modules.length);
  });
  const facts = capture.pprof;
  if (facts !== null)
    within(Int32Array.of(facts.defaultSampleType), "pprof.defaultSampleType", 0, capture.profiles.length);
  capture.losses.forEach((loss, i) => {
    check(loss.count > 0, `losses[${i}].count is ${loss.count}`);
  });
}

function checkCodes(codes: CodeTable, modules: number): void {
  sameLength("codes", codes.length, { module: codes.module, address: codes.address, flags: codes.flags });
  within(codes.module, "codes.module", -1, modules);
  finite(codes.address, "codes.address");
}

function checkStacks(stacks: StackTable, codes: number): void {
  sameLength("stacks", stacks.length, { prefix: stacks.prefix, frame: stacks.frame });
  within(stacks.frame, "stacks.frame", 0, codes);
  stacks.prefix.forEach((prefix, row) => {
    if (!(prefix >= -1 && prefix < row)) check(false, `stacks.prefix[${row}] is ${prefix}: not before its child`);
  });
}

function checkNames(names: CodeNames, codes: number): void {
  const { length, start, func, strings } = names;
  check(length === codes, `given.length is ${length}, codes.length is ${codes}`);
  ascending(start, "given.start", length, func.length);
  sameLength("given", length, { symbol: names.symbol, rung: names.rung });
  sameLength("given lines", func.length, { file: names.file, line: names.line });
  within(func, "given.func", 0, strings.length);
  within(names.file, "given.file", -1, strings.length);
  within(names.line, "given.line", 0, 2 ** 31);
  within(names.symbol, "given.symbol", -1, strings.length);
  if (names.mangled !== undefined) {
    sameLength("given strings", strings.length, { mangled: names.mangled });
    within(names.mangled, "given.mangled", -1, strings.length);
  }
  within(names.rung, "given.rung", 0, RUNGS.length);
  for (let code = 0; code < length; code++) {
    const lines = start[code + 1] - start[code];
    const named = RUNGS[names.rung[code]] !== "none";
    check(lines > 0 === named, `given row ${code} has ${lines} lines and rung ${RUNGS[names.rung[code]]}`);
  }
}

/** A column of text refers to its own strings; numbers are finite or NaN. */
export function checkArg(arg: ArgColumn, name: string, length: number): void {
  sameLength(name, length, { values: arg.values });
  if (arg.kind === "string") within(arg.values, `${name}.values`, -1, arg.strings.length);
  else check(!arg.values.includes(Number.POSITIVE_INFINITY), `${name}.values has an infinite row`);
}

function checkProfile(profile: Profile, name: string, stacks: number, threads: number): void {
  const { length, stack, weight, time, thread, cpu } = profile.samples;
  sameLength(name, length, { stack, weight, time, thread, cpu });
  within(stack, `${name}.stack`, -1, stacks);
  finite(weight, `${name}.weight`);
  if (time !== null) finite(time, `${name}.time`);
  if (thread !== null) within(thread, `${name}.thread`, 0, threads);
  if (cpu !== null) within(cpu, `${name}.cpu`, -1, 2 ** 15);
  for (const arg of profile.args) checkArg(arg, `${name}.args.${arg.name}`, length);
}

function checkDumps(dumps: StackDumps, samples: number, modules: number): void {
  const { offset, stream, streams, space, spaces, stop } = dumps;
  sameLength("dumps", samples, { offset, stream, space, stop });
  finite(offset, "dumps.offset");
  within(stream, "dumps.stream", 0, Math.max(1, streams.length));
  within(space, "dumps.space", -1, spaces.first.length - 1);
  stop?.forEach((value, row) => {
    check(value < UNWIND_STOPS.length || value === NOT_UNWOUND, `dumps.stop[${row}] is ${value}`);
  });
  const { first, start, end, fileOffset, module } = spaces;
  sameLength("dumps.spaces", start.length, { end, fileOffset, module });
  ascending(first, "dumps.spaces.first", first.length - 1, start.length);
  within(module, "dumps.spaces.module", -1, modules);
}

/** Row i of a table owns the rows start[i] … start[i + 1] - 1 of another. */
export function ascending(start: Int32Array, name: string, length: number, rows: number): void {
  check(start.length === length + 1, `${name} has ${start.length} rows for ${length}`);
  check(start[0] === 0 && start[length] === rows, `${name} goes from ${start[0]} to ${start[length]} of ${rows}`);
  for (let row = 0; row < length; row++) {
    check(start[row + 1] >= start[row], `${name}[${row + 1}] is less than the row before it`);
  }
}

export function sameLength(
  name: string,
  length: number,
  columns: Readonly<Record<string, { readonly length: number } | null>>,
): void {
  for (const [key, column] of Object.entries(columns)) {
    check(column === null || column.length === length, `${name}.${key} has ${column?.length} rows of ${length}`);
  }
}

/** Every value in [low, high). */
export function within(column: Column, name: string, low: number, high: number): void {
  column.forEach((value, row) => {
    if (!(value >= low && value < high)) check(false, `${name}[${row}] is ${value}: not in ${low} … ${high - 1}`);
  });
}

function finite(column: Column, name: string): void {
  column.forEach((value, row) => {
    if (!Number.isFinite(value)) check(false, `${name}[${row}] is ${value}`);
  });
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
