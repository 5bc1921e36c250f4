/** Names in /proc/PID/maps that start like a path but stand for anonymous or shared memory (perf's util/map.c has the same list). */
const NOT_A_FILE = /^(\/\/anon|\/dev\/zero|\/anon_hugepage|\/SYSV|\/memfd:)/;

/** Images that the kernel maps into every process: not on a disk, but the same bytes everywhere. */
const KERNEL_IMAGES = new Set(["[vdso]", "[vdso32]", "[vdsox32]", "[vsyscall]"]);

/** Whether what is mapped under this name is a file, so that an offset in it means the same in every process. */
export function isMappedFile(name: string): boolean {
  return (name.startsWith("/") && !NOT_A_FILE.test(name)) || KERNEL_IMAGES.has(name);
}
