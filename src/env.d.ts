/// <reference types="vite/client" />

/** Made by config/speedscope.ts: speedscope's release and our bridge as one HTML text for a sandboxed frame. */
declare module "virtual:speedscope" {
  export const speedscopeHtml: string;
}

/** Made by config/iced.ts: iced-x86, a disassembler of x86 code, as WebAssembly. */
declare module "virtual:iced" {
  export const icedBase64: string;
}

/** Made by config/samples.ts: the captures in public/samples, so that they open without a request. */
declare module "virtual:samples" {
  export interface Sample {
    readonly id: string;
    readonly fileNames: readonly string[];
    /** The files of public/samples as base64 of their bytes, or of a gzip member of them. */
    load(): Promise<readonly SampleFile[]>;
  }
  interface SampleFile {
    readonly name: string;
    readonly side: "baseline" | "candidate" | null; // null: as the architecture says
    readonly base64: string;
    readonly gzipped: boolean;
  }
  export const samples: readonly Sample[];
}

/** Made by config/notices.ts: what is part of the page, and under which licence. */
declare module "virtual:notices" {
  export interface Notice {
    readonly name: string;
    readonly version: string;
    readonly licence: string; // SPDX
    readonly text: string;
  }
  export const notices: readonly Notice[];
}

/** Made by config/captureKit.ts: the programs of public/capture-kit. */
declare module "virtual:capture-kit" {
  export const captureScript: string; // swscope-capture
  export const samplingProgram: string; // sampling.go
}

/** Made by config/guide.ts: the user guide in docs/guide, by language. */
declare module "virtual:guide" {
  import type { GuidePages } from "./model/guide";
  export const guide: Readonly<Record<string, () => Promise<GuidePages>>>;
}

/** Set by vite.config.ts. */
declare const __APP_VERSION__: string;
declare const __APP_BUILD__: string;
