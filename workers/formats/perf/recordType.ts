/**
 * Record types (include/uapi/linux/perf_event.h `enum perf_event_type`, tools/lib/perf/include/perf/event.h
 * `enum perf_user_event_type`), named as `perf report -D` prints them without PERF_RECORD_.
 */
export const RECORD = {
  MMAP: 1,
  LOST: 2,
  COMM: 3,
  EXIT: 4,
  THROTTLE: 5,
  UNTHROTTLE: 6,
  FORK: 7,
  SAMPLE: 9,
  MMAP2: 10,
  AUX: 11,
  LOST_SAMPLES: 13,
  SWITCH: 14,
  SWITCH_CPU_WIDE: 15,
  KSYMBOL: 17,
  CGROUP: 19,
  CALLCHAIN_DEFERRED: 22,
  HEADER_ATTR: 64,
  HEADER_EVENT_TYPE: 65,
  HEADER_TRACING_DATA: 66,
  HEADER_BUILD_ID: 67,
  FINISHED_ROUND: 68,
  AUXTRACE: 71,
  THREAD_MAP: 73,
  EVENT_UPDATE: 78,
  HEADER_FEATURE: 80,
  COMPRESSED: 81,
  COMPRESSED2: 83,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  1: "MMAP",
  2: "LOST",
  3: "COMM",
  4: "EXIT",
  5: "THROTTLE",
  6: "UNTHROTTLE",
  7: "FORK",
  8: "READ",
  9: "SAMPLE",
  10: "MMAP2",
  11: "AUX",
  12: "ITRACE_START",
  13: "LOST_SAMPLES",
  14: "SWITCH",
  15: "SWITCH_CPU_WIDE",
  16: "NAMESPACES",
  17: "KSYMBOL",
  18: "BPF_EVENT",
  19: "CGROUP",
  20: "TEXT_POKE",
  21: "AUX_OUTPUT_HW_ID",
  22: "CALLCHAIN_DEFERRED",
  64: "ATTR",
  65: "EVENT_TYPE",
  66: "TRACING_DATA",
  67: "BUILD_ID",
  68: "FINISHED_ROUND",
  69: "ID_INDEX",
  70: "AUXTRACE_INFO",
  71: "AUXTRACE",
  72: "AUXTRACE_ERROR",
  73: "THREAD_MAP",
  74: "CPU_MAP",
  75: "STAT_CONFIG",
  76: "STAT",
  77: "STAT_ROUND",
  78: "EVENT_UPDATE",
  79: "TIME_CONV",
  80: "FEATURE",
  81: "COMPRESSED",
  82: "FINISHED_INIT",
  83: "COMPRESSED2",
  84: "BPF_METADATA",
  85: "SCHEDSTAT_CPU",
  86: "SCHEDSTAT_DOMAIN",
};

/** Types above this one are numbers of user space: they carry no sample_id trailer. */
export const FIRST_USER_TYPE = 64;

export function recordName(type: number): string {
  return NAMES[type] ?? String(type);
}

/** perf_event_header.misc: bits 0–2 are the processor mode. */
export const MISC_CPUMODE_MASK = 7;
export const CPUMODE_KERNEL = 1;
export const CPUMODE_GUEST_KERNEL = 4;
export const CPUMODE_GUEST_USER = 5;
export const MISC_COMM_EXEC = 1 << 13;
export const MISC_MMAP_BUILD_ID = 1 << 14;
export const MISC_SWITCH_OUT = 1 << 13;
export const MISC_SWITCH_OUT_PREEMPT = 1 << 14;
export const MISC_BUILD_ID_SIZE = 1 << 15;
