/**
 * How to record the C heap. Registers by the calling conventions: System V AMD64 (%di, %si, %dx; result %ax), SW64 ($16 to
 * $18; result $0). A uretprobe changes the return address on the stack: on a C function only, Go's runtime does not bear it.
 */
export const RECORD_NATIVE = {
  x86: commands({ first: "%di", second: "%si", third: "%dx", result: "%ax" }, "-g"),
  sw64: commands({ first: "%r16", second: "%r17", third: "%r18", result: "%r0" }, "--call-graph dwarf,8192"),
  remove: "perf probe -d 'cheap:*'",
} as const;

interface Registers {
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly result: string;
}

function commands({ first, second, third, result }: Registers, chains: string): string {
  const entries = [
    `malloc size=${first}:u64`,
    `calloc n=${first}:u64 size=${second}:u64`,
    `realloc ptr=${first}:x64 size=${second}:u64`,
    `aligned_alloc size=${second}:u64`,
    `posix_memalign memptr=${first}:x64 alignment=${second}:u64 size=${third}:u64`,
    `free ptr=${first}:x64`,
  ];
  const adds = entries.flatMap((entry) => {
    const func = entry.slice(0, entry.indexOf(" "));
    const add = `perf probe -q -x "$LIBC" --add 'cheap:${func}=${entry}'`;
    const read = func === "posix_memalign" ? `status=${result}:s32` : `ptr=${result}:x64`;
    return func === "free" ? [add] : [add, `perf probe -q -x "$LIBC" --add 'cheap:${func}=${func}%return ${read}'`];
  });
  return [
    `LIBC=$(grep -om1 '/.*libc[.-].*' /proc/PID/maps)`,
    ...adds,
    `perf record -e 'cheap:*' ${chains} -m 8M -p PID -- sleep 30`,
  ].join("\n");
}
