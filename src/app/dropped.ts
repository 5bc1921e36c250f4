import type { DroppedFile } from "./files";

/** Files with more entries than this are not walked further: a dropped home directory must not hang the page. */
const MAX_FILES = 10_000;

/** Everything in a drop or a paste: files, and the files of folders with the path they had inside. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  // Entries must be taken before the first await: the list is empty afterwards.
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files].map((file) => ({ file, folder: "" }));
  const found: DroppedFile[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, "", found);
  return found;
}

/** What a file dialog gave. With a folder dialog the browser tells each file's path. */
export function chosenFiles(list: FileList): DroppedFile[] {
  return [...list].map((file) => {
    const path = file.webkitRelativePath;
    return { file, folder: path.slice(0, Math.max(0, path.lastIndexOf("/"))) };
  });
}

async function walk(entry: FileSystemEntry, folder: string, found: DroppedFile[]): Promise<void> {
  if (found.length >= MAX_FILES) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, folder });
  } else if (isDirectory(entry)) {
    const reader = entry.createReader();
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    for (;;) {
      const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (children.length === 0) return; // a folder comes in several parts, the last one is empty
      for (const child of children) await walk(child, path, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
