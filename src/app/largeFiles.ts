import { HEAD_BYTES, MOST_PER_BYTE, memoryBudget, memoryNeed, tooLarge } from "../analysis/memoryNeed";
import { session } from "../store/session";
import type { DroppedFile } from "./files";

/** The dropped files, without those that the user leaves out because the browser may not have the memory for them. */
export async function withinMemory(dropped: readonly DroppedFile[]): Promise<readonly DroppedFile[]> {
  const { deviceMemory } = navigator as { readonly deviceMemory?: number }; // of the Device Memory API
  const budgetBytes = memoryBudget(deviceMemory);
  const sizeBytes = dropped.reduce((sum, { file }) => sum + file.size, 0);
  if (sizeBytes * MOST_PER_BYTE <= budgetBytes) return dropped; // whatever they are
  const needing = await Promise.all(
    dropped.map(async (one) => ({ one, needBytes: memoryNeed(await headOf(one.file), one.file.size) })),
  );
  const large = tooLarge(needing, budgetBytes);
  if (large.length === 0) return dropped;
  const needBytes = needing.reduce((sum, file) => sum + file.needBytes, 0);
  const isWanted = await asked({ names: large.map(({ one }) => one.file.name), needBytes, budgetBytes });
  const left = new Set(large.map(({ one }) => one));
  return isWanted ? dropped : dropped.filter((one) => !left.has(one));
}

function asked(question: { names: readonly string[]; needBytes: number; budgetBytes: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (isWanted: boolean): void => {
      session.setState({ memoryQuestion: null });
      resolve(isWanted);
    };
    session.setState({ memoryQuestion: { ...question, answer } });
  });
}

/** Empty for a file that cannot be read: reading it says why. */
async function headOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch {
    return new Uint8Array(0);
  }
}
