import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { captureKit } from "./config/captureKit.ts";
import { checksums } from "./config/checksums.ts";
import { guide } from "./config/guide.ts";
import { iced } from "./config/iced.ts";
import { notices } from "./config/notices.ts";
import { offline } from "./config/offline.ts";
import { policy } from "./config/policy.ts";
import { samples } from "./config/samples.ts";
import { sessionSchema } from "./config/sessionSchema.ts";
import { renamed, singleFile } from "./config/singleFile.ts";
import { speedscope } from "./config/speedscope.ts";
import { zstd } from "./config/zstd.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const frame = speedscope();
const schema = sessionSchema(root);
const manyFiles = [policy(frame.hashes, true), offline(root)];
const oneFile = [singleFile(root), policy(frame.hashes, false), renamed()];

/** What the page starts with is one file: left alone, the bundler makes one of each module that a view loaded later shares. */
const startAsOne = { codeSplitting: { groups: [{ name: "start", tags: ["$initial" as const] }] } };

export default defineConfig(({ mode }) => ({
  base: "./", // works from any sub-path of any host
  plugins: [
    react(),
    frame.plugin,
    samples(root),
    captureKit(root),
    guide(root),
    zstd(),
    iced(),
    schema,
    notices(root),
    checksums(),
    ...(mode === "single" ? oneFile : manyFiles),
  ],
  define: {
    __APP_VERSION__: JSON.stringify(JSON.parse(readFileSync(`${root}/package.json`, "utf8")).version),
    __APP_BUILD__: JSON.stringify(commit()),
  },
  build: {
    // The baseline is Chromium 97. Asked for "chrome97", the bundler turns every private field into a look-up in a
    // WeakMap (decoding takes ten times as long) because of a bug in 97 with static fields, which we have none of.
    target: ["chrome98", "firefox102"],
    cssTarget: ["chrome97", "firefox102"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      checks: { pluginTimings: false }, // of no use to who only starts the page
      ...(mode === "single" ? {} : { output: startAsOne }),
    },
  },
  worker: { format: "iife", plugins: () => [zstd(), schema] }, // a worker is built by itself
  test: { include: ["src/**/*.test.{ts,tsx}", "workers/**/*.test.ts"], testTimeout: 60_000 }, // a busy machine is slow, not wrong
}));

/** Which commit the build is of, for the report; "unknown" outside a checkout. */
function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  } catch {
    return "unknown";
  }
}
