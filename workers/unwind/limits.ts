/** Frames of one unwound stack: perf prints 127, 64 KiB of dump hold some thousand. */
export const MAX_UNWOUND_FRAMES = 1024;

/** Code of a Go function that moves the stack pointer without saying so. */
export const MAX_MOVING_FUNCTION_BYTES = 1 << 16;
