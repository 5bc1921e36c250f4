import type { PprofFacts } from "../../../../src/model/capture";

/**
 * The drop_frames and keep_frames of profiles whose format has no such fields: what stands between the program and the
 * sample because of how it was taken. A reader of profile.proto finds them in the file; of the legacy formats it knows
 * them, and pprof's tables come out only with the same.
 */
type DropFrames = NonNullable<PprofFacts["dropFrames"]>;

const either = (...patterns: readonly string[]): string => patterns.join("|");

/** The functions by which memory is asked for; of Go's runtime those stay by which it calls the program. */
export const ALLOCATORS: DropFrames = {
  drop: either(
    "(re|m|c|v|pv)alloc|c?free|__libc_malloc|(do_|(__)?posix_)?memalign", // libc
    "tcmalloc::.*|tc_((re|m|c|v|pv)alloc|c?free|(posix_)?memalign|delete(array)?|new(array)?(_nothrow)?)",
    "(::)?do_malloc(_no_errno|_pages)?|DoSampledAllocation|MallocedMemBlock::MallocedMemBlock|BaseArena::.*",
    "malloc_zone_((re|m|c|v)alloc|memalign|free)", // Darwin
    "operator new(\\[\\])?|__builtin_(vec_)?(new|delete)|_M_allocate|allocate|cpp_alloc", // C++
    "(__gnu_cxx::new_allocator|__malloc_alloc_template|simple_alloc)::allocate",
    "runtime\\..*", // Go
  ),
  keep: "runtime\\.(panic|reflectcall|call[0-9]*)",
};

/** The same of a text that Go has named, where only the runtime's frames have no name. */
export const GO_ALLOCATORS: DropFrames = { ...ALLOCATORS, drop: `${ALLOCATORS.drop}|\\[unknown\\]` };

/** The functions of C++ locks that write down who waited. */
export const LOCKS: DropFrames = {
  drop: either(
    "(base::)?(RecordLock|SubmitMutex|SubmitSpinLock)ProfileData.*",
    "((base::)?Mutex::)?(AwaitCommon|Unlock|UnlockSlow|ReaderUnlock).*",
    "((base::)?MutexLock::)?~MutexLock.*",
    "(SpinLock::)?(Unlock|SlowUnlock).*|(SpinLockHolder::)?~SpinLockHolder.*",
  ),
  keep: "",
};

/** The handler of the profiler's signal. */
export const SIGNAL_HANDLERS: DropFrames = {
  drop: "ProfileData::(Add|prof_handler)|CpuProfiler::prof_handler|__pthread_sighandler|__restore",
  keep: "",
};
