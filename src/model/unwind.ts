/** Why the unwinding of a stack dump ended. The index is what Profile.stop holds. */
export const UNWIND_STOPS = [
  "RootReached", // a function that nothing has called: _start, clone, runtime.goexit
  "StackDumpExhausted", // the next frame lies beyond what was dumped
  "NoUnwindInfo", // nothing describes the code: its binary is missing, or has no tables
  "NoModule", // the return address is in no mapping
  "BadCfa", // the frame's address cannot be: damaged stack, or tables that are wrong
  "LoopDetected", // a frame that has been there
  "FrameLimit", // more frames than are kept
  "StackSwitch", // a Go function that moves to another stack, which the dump does not hold
] as const;
export type UnwindStop = (typeof UNWIND_STOPS)[number];

/** Frames that are kept of one stack. perf prints 127; 64 KiB of dump hold some thousand. */
export const MAX_UNWOUND_FRAMES = 1024;

/** In place of an index: the sample has no dump, or one that was not unwound. */
export const NOT_UNWOUND = 255;

/** How a frame was found. The index is what codeOrigin gives. */
export const FRAME_ORIGINS = [
  "callchain", // recorded: the kernel's chain, or the registers
  "cfi", // .eh_frame or .debug_frame of the frame below
  "pcsp", // Go's table of stack pointer deltas
  "fp", // a frame pointer
  "guess", // a function that switches stacks, as if it had not done so yet
] as const;
export type FrameOrigin = (typeof FRAME_ORIGINS)[number];
