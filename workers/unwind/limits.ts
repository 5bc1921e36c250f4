/** Frames of one unwound stack: perf prints 127, 64 KiB of dump hold some thousand. */
export const MAX_UNWOUND_FRAMES = 1024;
