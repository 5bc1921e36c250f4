/**
 * Names of functions and modules so that two builds of one program agree: what compilers, linkers and the processor add is
 * taken off. The functions compared here are told apart by these names, not by code.
 */

/** Taken off the end, again and again. */
const SUFFIXES: readonly RegExp[] = [
  /\.abi(0|internal)$/, // Go's assembly, for its other calling convention
  /\.(isra|constprop|part|lto_priv|cold|llvm|localalias|str|clone)(\.\d+)*$/, // GCC, Clang
  /@{1,2}(?!plt$)[A-Za-z_][\w.]*$/, // a symbol's version: memcpy@@GLIBC_2.14; not @plt, which is a stub
  /\+0x[0-9a-f]+$/,
];

/**
 * Assembly that each processor has in its own way, by what it does. Go's are of internal/bytealg and runtime; libc chooses
 * one of several by what the processor can do.
 */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^__((?:mem|str|wmem|wcs)\w*?)_(?:avx|sse|ssse|evex|erms|generic|sw|simd|unaligned|power)\w*$/, "$1"],
  [/^__(memcpy|memmove|memset|memcmp|strlen|strcmp|strchr|memchr)$/, "$1"],
  [/^_*(?:GI_)?_*(memcpy|memmove|memset|memcmp)(?:_chk)?$/, "$1"],
  [/^(?:memeqbody|runtime\.memequal\w*)$/, "runtime.memequal"],
  [/^(?:cmpbody|runtime\.cmpstring|internal\/bytealg\.Compare|bytes\.Compare)$/, "internal/bytealg.Compare"],
  [/^(?:indexbytebody|indexshortbody|internal\/bytealg\.Index\w*)$/, "internal/bytealg.Index"],
  [/^(?:countbody|internal\/bytealg\.Count\w*)$/, "internal/bytealg.Count"],
  [/^(?:aeshashbody|runtime\.(?:aeshash\w*|memhash\w*|strhash\w*))$/, "runtime.memhash"],
  [/^runtime\.memclr\w*$/, "runtime.memclr"],
  [/^runtime\.(?:duffzero|duffcopy)$/, "runtime.duff"],
  [/^(?:runtime\.)?gcWriteBarrier\w*$/, "runtime.gcWriteBarrier"],
  [/^runtime\.morestack\w*$/, "runtime.morestack"],
  [/^runtime\.(?:rt0_go|_rt0_\w+)$|^_rt0_\w+$/, "runtime.rt0_go"],
  [/^runtime\.(?:mstart[01]?)$/, "runtime.mstart"],
  [/^(?:runtime|internal\/runtime)\/(?:internal\/)?(?:syscall|atomic|sys)\.(\w+)$/, "runtime/internal.$1"],
  [/^(?:syscall\.(?:Raw)?Syscall6?|runtime\/internal\.Syscall6)$/, "syscall.Syscall"],
  [/^(?:__divlu|__divl|__remlu|__reml|__divwu|__divw|__remwu|__remw|runtime\.udiv|runtime\._?div\w*)$/, "(division)"],
  [/^(?:__)?clone3?$|^__clone\w*$/, "clone"],
  [/^__libc_start_\w+$/, "__libc_start_main"],
  [/^(?:__kernel|__vdso)_(\w+)$/, "__vdso_$1"],
];

/** The name of a function by which two sides are matched. */
export function normalFunction(name: string, rules: ReadonlyMap<string, string> = NO_RULES): string {
  const own = rules.get(name);
  if (own !== undefined) return own;
  let bare = name;
  for (let before = ""; before !== bare; ) {
    before = bare;
    for (const suffix of SUFFIXES) bare = bare.replace(suffix, "");
  }
  if (bare === "") bare = name;
  for (const [pattern, as] of GROUPS) {
    if (!pattern.test(bare)) continue;
    bare = bare.replace(pattern, as);
    if (as !== "runtime/internal.$1") break; // the one that another may follow
  }
  return rules.get(bare) ?? bare;
}

const NO_RULES: ReadonlyMap<string, string> = new Map();

/** The base name of a module without its processor and its version: "libc.so.6", "libc-2.28.so" and "libc.so" are one. */
export function normalModule(baseName: string): string {
  const bare = baseName
    .replace(/[-._](?:amd64|x86[-_]64|x64|sw_?64)(?=$|[-._])/i, "")
    .replace(/^(ld-linux)(?:-x86-64|-sw_?64)?\.so(\.\d+)*$/, "$1.so")
    .replace(/^(\w+)-\d+(?:\.\d+)+\.so$/, "$1.so")
    .replace(/\.so(?:\.\d+)+$/, ".so");
  return bare === "" ? baseName : bare;
}
