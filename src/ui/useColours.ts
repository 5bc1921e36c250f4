import { useEffect, useState } from "react";
import { onThemeChange } from "./onThemeChange";

/** The tokens of tokens.css as a canvas needs them: resolved, and read again when light turns dark. */
export type Colours = Readonly<Record<Token, string>>;

const SERIES = [
  "series-1",
  "series-2",
  "series-3",
  "series-4",
  "series-5",
  "series-6",
  "series-7",
  "series-8",
] as const;
const FRAMES = ["frame-1", "frame-2", "frame-3", "frame-4", "frame-5", "frame-6", "frame-7", "frame-8"] as const;
const CHANGES = ["shrank-3", "shrank-2", "shrank-1", "grew-1", "grew-2", "grew-3"] as const;
const OTHERS = [
  "bg",
  "bg-raised",
  "bg-selected",
  "fg",
  "fg-muted",
  "border",
  "accent",
  "series-rest",
  "frame-fg",
  "frame-match",
] as const;
const TOKENS = [...SERIES, ...FRAMES, ...CHANGES, ...OTHERS, "sans", "mono"] as const;
export type Token = (typeof TOKENS)[number];

export function seriesToken(index: number): Token {
  return SERIES[index % SERIES.length];
}

export function frameToken(index: number): Token {
  return FRAMES[index % FRAMES.length];
}

/** Red for what grew, blue for what shrank, paler the more of it cancels out. `share` is from −1 to 1. */
export function changeToken(share: number): Token {
  if (share === 0) return "bg-selected";
  const step = Math.min(2, Math.floor(Math.abs(share) * 3));
  return CHANGES[share > 0 ? 3 + step : 2 - step];
}

/** Null until the page is there. */
export function useColours(): Colours | null {
  const [colours, setColours] = useState<Colours | null>(null);
  useEffect(() => {
    const read = () => setColours(readColours());
    read();
    return onThemeChange(read);
  }, []);
  return colours;
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    TOKENS.map((token) => [token, longHex(style.getPropertyValue(`--${token}`).trim())]),
  ) as Record<Token, string>;
}

/** "#rrggbb" of "#rgb", which the build writes where it can; everything else as it is. */
export function longHex(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
}
