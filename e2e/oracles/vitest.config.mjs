import { defineConfig } from "vitest/config";
import page from "../../vite.config.ts";

/**
 * Comparisons that need files which are not in the repository: system libraries, captures too large for it. They are
 * run by hand (`npm run oracles`), say which files they want, and fail without them.
 */
export default defineConfig({ ...page, test: { include: ["e2e/oracles/**/*.oracle.ts"], testTimeout: 300_000 } });
