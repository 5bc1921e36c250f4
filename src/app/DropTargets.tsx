import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import type { Side } from "../model/session";
import css from "./App.module.css";
import { droppedFiles } from "./dropped";
import { addFiles } from "./files";
import { showDropped } from "./linkedView";
import { track } from "./pending";

const TARGETS = ["automatic", "baseline", "candidate"] as const;
type Target = (typeof TARGETS)[number];

const SIDE: Readonly<Record<Target, Side | null>> = { automatic: null, baseline: "baseline", candidate: "candidate" };

/** The whole window takes drops. While something is dragged over it, three targets show which side it will be on. */
export function DropTargets() {
  const { t } = useWords();
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent): void => {
      event.preventDefault();
      setDragging(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragging(false); // left the window, not just an element in it
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer !== null) void track(takeIn(event.dataTransfer, sideOf(event.target)));
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (event.clipboardData !== null && event.clipboardData.files.length > 0) {
        void track(takeIn(event.clipboardData, null));
      }
    };
    addEventListener("dragenter", onDrag);
    addEventListener("dragover", onDrag);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    addEventListener("paste", onPaste);
    return () => {
      removeEventListener("dragenter", onDrag);
      removeEventListener("dragover", onDrag);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
      removeEventListener("paste", onPaste);
    };
  }, []);
  return (
    <div className={css["dropTargets"]} data-dragging={dragging} aria-hidden={!dragging}>
      {TARGETS.map((target) => (
        <div key={target} className={css["dropTarget"]} data-drop={target}>
          {t(`app.drop.${target}`)}
        </div>
      ))}
    </div>
  );
}

async function takeIn(transfer: DataTransfer, side: Side | null): Promise<void> {
  const files = await droppedFiles(transfer);
  if (files.length === 0) return;
  await addFiles(files, side);
  showDropped();
}

function sideOf(target: EventTarget | null): Side | null {
  const zone = target instanceof Element ? target.closest<HTMLElement>("[data-drop]") : null;
  const name = TARGETS.find((candidate) => candidate === zone?.dataset["drop"]);
  return name === undefined ? null : SIDE[name];
}
