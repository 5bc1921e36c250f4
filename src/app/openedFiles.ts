import { addFiles } from "./files";
import { showDropped } from "./linkedView";
import { track } from "./pending";

/** Of the File Handling API: files that were opened with the installed page. TypeScript's own types lack it. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** Takes in what the system opens with the page (manifest.webmanifest: file_handlers), where it is installed. */
export function takeOpenedFiles(): void {
  const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    if (files.length > 0) void track(takeIn(files));
  });
}

async function takeIn(handles: readonly FileSystemFileHandle[]): Promise<void> {
  const files = await Promise.all(handles.map((handle) => handle.getFile()));
  await addFiles(
    files.map((file) => ({ file, folder: "" })),
    null,
  );
  showDropped();
}
