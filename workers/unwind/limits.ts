/** Code of a Go function that moves the stack pointer without saying so. */
export const MAX_MOVING_FUNCTION_BYTES = 1 << 16;
