import { expect, it } from "vitest";
import { normalFunction, normalModule } from "./normalName";

it.each([
  ["runtime.goexit.abi0", "runtime.goexit"],
  ["compute.constprop.0.isra.3", "compute"],
  ["compute.part.1.cold", "compute"],
  ["compute.cold", "compute"],
  ["memcpy@@GLIBC_2.14", "memcpy"],
  ["malloc@plt", "malloc@plt"],
  ["__memmove_avx_unaligned_erms", "memmove"],
  ["__memmove", "memmove"],
  ["__strlen_avx2", "strlen"],
  ["aeshashbody", "runtime.memhash"],
  ["runtime.memhashFallback", "runtime.memhash"],
  ["memeqbody", "runtime.memequal"],
  ["runtime.memequal64", "runtime.memequal"],
  ["runtime/internal/syscall.Syscall6", "syscall.Syscall"],
  ["internal/runtime/syscall.Syscall6", "syscall.Syscall"],
  ["internal/runtime/atomic.Cas", "runtime/internal.Cas"],
  ["_rt0_amd64_linux", "runtime.rt0_go"],
  ["__divlu", "(division)"],
  ["main.(*T).f", "main.(*T).f"],
  [".cold", ".cold"],
])("the function %s is %s", (name, normal) => {
  expect(normalFunction(name)).toBe(normal);
  expect(normalFunction(normal)).toBe(normal);
});

it("a manual rule is for the name as it is, or as it is normalised, and comes first", () => {
  const rules = new Map([
    ["f", "g"],
    ["h.isra.0", "other"],
  ]);
  expect(["f", "f.part.1", "h.isra.0", "h.isra.1"].map((name) => normalFunction(name, rules))).toEqual([
    "g",
    "g",
    "other",
    "h",
  ]);
});

it.each([
  ["libc.so.6", "libc.so"],
  ["libc-2.28.so", "libc.so"],
  ["ld-linux-x86-64.so.2", "ld-linux.so"],
  ["ld-linux-sw_64.so.2", "ld-linux.so"],
  ["deep.amd64", "deep"],
  ["deep.sw64", "deep"],
  ["service-sw_64", "service"],
  ["leakd", "leakd"],
  ["[kernel.kallsyms]", "[kernel.kallsyms]"],
])("the module %s is %s", (name, normal) => {
  expect(normalModule(name)).toBe(normal);
});
