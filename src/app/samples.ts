import { samples } from "virtual:samples";
import { addFiles } from "./files";

export const sampleIds = samples.map(({ id }) => id);

/** Opens a built-in capture as if it had been dropped. */
export async function openSample(sampleId: string): Promise<void> {
  const { gunzipSync } = await import("fflate");
  const files = (await samples.find(({ id }) => id === sampleId)?.load()) ?? [];
  for (const side of ["baseline", "candidate", null] as const) {
    const dropped = files
      .filter((file) => file.side === side)
      .map(({ name, base64, gzipped }) => {
        const bytes = bytesOf(base64);
        const file = new File([gzipped ? (gunzipSync(bytes) as Uint8Array<ArrayBuffer>) : bytes], name);
        return { file, folder: side === null ? `sample/${sampleId}` : `sample/${sampleId}/${side}` };
      });
    if (dropped.length > 0) await addFiles(dropped, side);
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
