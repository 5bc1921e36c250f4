import { chosenFiles } from "./dropped";
import { addFiles } from "./files";
import { showDropped } from "./linkedView";
import { track } from "./pending";

/** Lets the user choose files, or a folder, and opens them. */
export function chooseFiles(isFolder: boolean): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = isFolder;
  input.addEventListener("change", () => {
    if (input.files === null || input.files.length === 0) return;
    void track(addFiles(chosenFiles(input.files), null));
    showDropped();
  });
  input.click();
}
