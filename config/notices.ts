import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

// The licences of everything that is part of the built page, as they ask for: `third-party-notices.txt` beside it, and
// `virtual:notices` inside it. That is what package-lock.json has under dependencies (not development), and speedscope,
// whose program we bundle.

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string; // SPDX
  readonly text: string;
}

const id = "virtual:notices";
const mark = "\0"; // Rollup's mark for modules that are no files

export function notices(root: string): Plugin {
  return {
    name: "notices",
    resolveId: (source) => (source === id ? mark + id : null),
    load: (loaded) => (loaded === mark + id ? `export const notices = ${JSON.stringify(noticesOf(root))};` : null),
    generateBundle() {
      const texts = noticesOf(root).map(
        ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`,
      );
      this.emitFile({
        type: "asset",
        fileName: "third-party-notices.txt",
        source: texts.join(`\n${"=".repeat(80)}\n\n`),
      });
    },
  };
}

function noticesOf(root: string): readonly Notice[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const packages = Object.entries<LockedPackage>(lock.packages).filter(
    ([path, { dev, devOptional, optional, peer }]) =>
      path === "node_modules/speedscope" || (path !== "" && ![dev, devOptional, optional, peer].includes(true)),
  );
  return packages.map(([path, { version, license }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    licence: license ?? "see below",
    text: licenceText(join(root, path)),
  }));
}

/** The licence files of a package; speedscope's release has that of its font beside it. */
function licenceText(folder: string): string {
  const texts = [folder, join(folder, "dist/release")].flatMap((place) => {
    try {
      const names = readdirSync(place).filter((name) => /licen[cs]e/i.test(name) && /(\.(md|txt))?$/i.test(name));
      return names.map((name) => readFileSync(join(place, name), "utf8"));
    } catch {
      return []; // no such folder
    }
  });
  return texts.length === 0 ? "(the package brings no licence file)\n" : texts.join("\n");
}
