import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { demangle } from "./demangle";
import { DEMANGLED_MAX_LENGTH } from "./limits";

/** Mangled names with what c++filt says of them (fixtures/README.md). */
function rows(name: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

describe.each([
  ["cxx.tsv", 2500],
  ["rust.tsv", 500],
])("%s", (name, least) => {
  it("as c++filt says", () => {
    const names = rows(name);
    expect(names.length).toBeGreaterThan(least);
    expect(names.map(([mangled = ""]) => [mangled, demangle(mangled)])).toEqual(names);
  });
});

it.each([
  // c++filt: "f<, int>" and "(Opcode, , SourceInfo const&)"; llvm-cxxfilt agrees with these
  ["_Z1fIJEiEvv", "void f<int>()"],
  [
    "_ZN5clang6interp15ByteCodeEmitter6emitOpIJEEEbNS0_6OpcodeEDpRKT_RKNS0_10SourceInfoE",
    "bool clang::interp::ByteCodeEmitter::emitOp<>(clang::interp::Opcode, clang::interp::SourceInfo const&)",
  ],
  // c++filt: "~MicroProps"
  [
    "_ZN6icu_726number4impl10MicroPropsUt_D1Ev",
    "icu_72::number::impl::MicroProps::{unnamed type#1}::~{unnamed type#1}()",
  ],
  // the constructor's parameter is its own T&, the lambda (libstdc++'s <mutex>); c++filt takes call_once's T
  [
    "_ZNSt9once_flag18_Prepare_executionC1IZSt9call_onceIRFvvEJEEvRS_OT_DpOT0_EUlvE_EERS6_",
    "std::once_flag::_Prepare_execution::_Prepare_execution<std::call_once<void (&)()>(std::once_flag&, void (&)())::{lambda()#1}>(std::call_once<void (&)()>(std::once_flag&, void (&)())::{lambda()#1}&)",
  ],
  // the source's own spelling (fixtures/demo.rs.txt); c++filt leaves the dollars, and writes '\u{e9}'
  ["_ZN4demo5inner13gr$uf6$$udf$e15_$u8ba1$$u6570$17h7a009be63e51326fE", "demo::inner::größe::计数"],
  [
    "_RINvNtNtCs2ndz2m94zur_4demo5inneru9gre_6ka8iu7kdv036fKce9_Kb1_Kan5_EB6_",
    "demo::inner::größe::计数::<'é', true, -5>",
  ],
  // one more underscore, as on macOS
  ["__ZN1A1fEv", "A::f()"],
])("%s differs from c++filt with reason", (mangled, expected) => {
  expect(demangle(mangled)).toBe(expected);
});

it("what stands behind an @ is no part of the name", () => {
  expect(demangle("_ZdlPv@plt")).toBe("operator delete(void*)@plt"); // as objdump -dC writes it
  expect(demangle("_ZdlPv@@GLIBCXX_3.4")).toBe("operator delete(void*)@@GLIBCXX_3.4");
  expect(demangle("_Zebra@plt")).toBe("_Zebra@plt");
});

it.each([
  "main",
  "_start",
  "_Zebra",
  "__libc_start_main",
  "malloc.isra.0",
  "main._Z1fv",
  "runtime.(*mheap).allocSpan",
  "github.com/x/y.(*T[...])._R1",
  "go:(*struct { sync.Mutex }).Lock",
  "_cgo_topofstack",
  "_R",
  "_Z",
  "_ZN",
  "_ZN1AE1",
  "_RNv",
  "_Z1f_never",
  "",
])("%s is no mangled name", (name) => {
  expect(demangle(name)).toBe(name);
});

describe("hostile names", () => {
  it.each([
    ["substitutions that double", `_Z1f${Array.from({ length: 60 }, (_, i) => pair(i)).join("")}`],
    ["pointers without end", `_Z1f${"P".repeat(100_000)}i`],
    ["templates without end", `_Z1f${"1AI".repeat(50_000)}`],
    ["packs of packs", `_Z1fIJ${"i".repeat(1000)}EEvDpT_${"DpS1_".repeat(2000)}`],
    ["expressions that can be read in two ways", `_Z1f${"IXsr1a".repeat(40)}IiE${"1bEE".repeat(40)}vv`],
    ["a local name in a local name", `_Z${"Z1f".repeat(20_000)}`],
    ["Rust references that double", `_RINvC1a1f${"TB7_B7_".repeat(20)}E`],
    ["Rust references to themselves", "_RNvB_1f"],
    ["binders without end", "_RINvC1a1fFGzzzzzz_uEuE"],
    ["an identifier longer than the name", "_Z99999999999999999999f"],
    ["Punycode that overflows", "_RNvC1au20abc_99999999999999991f"],
  ])("%s", (_, mangled) => {
    const started = performance.now();
    expect(demangle(mangled).length).toBeLessThanOrEqual(Math.max(mangled.length, DEMANGLED_MAX_LENGTH));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("that would be too long stay as they are, shorter ones do not", () => {
    const doubling = (levels: number): string =>
      demangle(`_Z1f${Array.from({ length: levels }, (_, i) => pair(i)).join("")}`);
    expect(doubling(3)).toBe(
      "f(p<int, int>, p<p<int, int>, p<int, int> >, p<p<p<int, int>, p<int, int> >, p<p<int, int>, p<int, int> > >)",
    );
    expect(doubling(60)).toMatch(/^_Z1f/);
  });

  it("cut and changed names give a name or themselves, and throw nothing", () => {
    const names = [...rows("cxx.tsv"), ...rows("rust.tsv")].map(([mangled = ""]) => mangled);
    const letters = "NZSTIEJLDRK_0129abcvitPO$.";
    let random = 1;
    const below = (limit: number): number => {
      random = (random * 48271) % 0x7fffffff;
      return random % limit;
    };
    for (const name of names) {
      const at = below(name.length);
      for (const changed of [
        name.slice(0, at),
        name.slice(0, at) + letters.charAt(below(letters.length)) + name.slice(at + 1),
        name.slice(0, at) + name.slice(below(name.length)),
      ])
        expect(typeof demangle(changed)).toBe("string");
    }
  });
});

/** p<x, x>, where x is the one before: 2^index letters. */
function pair(index: number): string {
  if (index === 0) return "1pIiiE"; // S_ is p, S0_ is p<int, int>
  const last = `S${(index - 1).toString(36).toUpperCase()}_`;
  return `S_I${last}${last}E`;
}
