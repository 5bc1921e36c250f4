import { formatAddress } from "../../model/address";
import type { Module } from "../../model/stacks";
import type { ObjectFile, PairingFile } from "./pairingFile";

const USER_PSEUDO = /^\[(vdso|vvar|vsyscall|heap|stack|uprobes|anon)\b/;

function isKernel({ path, addressing, anchor }: Module): boolean {
  const isNamedSo = (path.startsWith("[") && !USER_PSEUDO.test(path)) || /\.ko(\.\w+)?$/.test(path);
  return addressing === "absolute" && (isNamedSo || anchor !== null);
}

/** The kernel and its modules: any symbol text, the one recorded at the same place if there is one. */
export function kernelSymbols(module: Module, files: readonly PairingFile[]): PairingFile[] {
  const { anchor } = module;
  if (!isKernel(module)) return [];
  const texts = files.filter(({ capture }) => capture.kind === "symbols" && capture.scope === "kernel");
  const exact = texts.filter(
    ({ capture }) => anchor !== null && capture.facts[anchor.symbol] === formatAddress(anchor.address),
  );
  return exact.length > 0 ? exact : texts;
}

/** Memory without a file, where compilers put code while the process runs: the map with the process's number in its name. */
export function processSymbols({ pid, addressing }: Module, files: readonly PairingFile[]): PairingFile[] {
  if (addressing !== "absolute" || pid < 0) return [];
  return files.filter(
    ({ name, capture }) =>
      capture.kind === "symbols" && capture.scope === "process" && name.replace(/\.gz$/, "") === `perf-${pid}.map`,
  );
}

/** The object of a kernel module that the recording calls "[nf_nat]": nf_nat.ko or nf-nat.ko, as it is or its .debug. */
export function kernelModuleObjects(module: Module, objects: readonly ObjectFile[]): ObjectFile[] {
  const name = /^\[(?!kernel|guest\.kernel)([^\]]+)\]$/.exec(module.path)?.[1];
  if (name === undefined || !isKernel(module)) return [];
  return objects.filter((file) => {
    const base = /^(.+)\.ko(\.debug)?$/.exec(file.name)?.[1];
    return base?.replaceAll("-", "_") === name && (module.buildId === null || file.capture.buildId === null);
  });
}
