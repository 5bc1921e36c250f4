import type { PerfAttr } from "../../../src/model/capture";
import { type Attr, SAMPLE, TYPE_BREAKPOINT } from "./attr";

/** PERF_SAMPLE_BRANCH_CALL_STACK: the branch stack holds the calls that have not returned. */
const BRANCH_CALL_STACK = 1n << 11n;

/** The part of an attr that a capture keeps. */
export function perfAttr(attr: Attr): PerfAttr {
  const has = (bit: number): boolean => (attr.sampleType & bit) !== 0;
  return {
    samplePeriod: attr.samplePeriod,
    freq: attr.freq,
    preciseIp: attr.preciseIp,
    excludeKernel: attr.excludeKernel,
    excludeHv: attr.excludeHv,
    excludeGuest: attr.excludeGuest,
    callGraph: callGraph(attr),
    stackUser: has(SAMPLE.STACK_USER) ? attr.sampleStackUser : 0,
    regsUser: attr.sampleRegsUser,
    maxStack: attr.maxStack,
    hasTime: has(SAMPLE.TIME),
    hasPeriod: has(SAMPLE.PERIOD),
    hasBranches: has(SAMPLE.BRANCH_STACK),
    hasPhysAddr: has(SAMPLE.PHYS_ADDR),
    ...(attr.type === TYPE_BREAKPOINT ? { breakpoint: attr.bpType } : {}),
  };
}

function callGraph({ sampleType, branchSampleType }: Attr): PerfAttr["callGraph"] {
  if ((branchSampleType & BRANCH_CALL_STACK) !== 0n) return "lbr";
  if ((sampleType & SAMPLE.STACK_USER) !== 0) return "dwarf";
  return (sampleType & SAMPLE.CALLCHAIN) !== 0 ? "fp" : "none";
}
