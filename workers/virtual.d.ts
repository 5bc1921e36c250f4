/** Made by config/zstd.ts: libzstd's decoder as WebAssembly. */
declare module "virtual:zstd" {
  export const wasmBase64: string;
}
