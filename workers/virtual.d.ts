/** Made by config/zstd.ts: libzstd's decoder as WebAssembly. */
declare module "virtual:zstd" {
  export const wasmBase64: string;
}

/** Made by config/sessionSchema.ts: the type SavedSession as JSON Schema. */
declare module "virtual:session-schema" {
  export const schema: import("./session/checkShape").Shape;
}
