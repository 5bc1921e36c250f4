import { useEffect, useState } from "react";

interface CopyButtonProps {
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
}

const SHOWN_MS = 1500;

export function CopyButton({ text, copy, copied }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button type="button" aria-live="polite" onClick={() => void copyText(text).then(setDone)}>
      {done ? copied : copy}
    </button>
  );
}

/** Answers whether it worked. Pages from plain http have no clipboard object: there the old command does it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
