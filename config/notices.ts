import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

// `third-party-notices.txt`: the licences of everything that is part of the built page, as they ask for. That is what
// package-lock.json has under dependencies (not development), and speedscope, whose program we bundle.

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

export function notices(root: string): Plugin {
  return {
    name: "notices",
    apply: "build",
    generateBundle() {
      const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
      const packages = Object.entries<LockedPackage>(lock.packages).filter(
        ([path, { dev, devOptional, optional, peer }]) =>
          path === "node_modules/speedscope" || (path !== "" && ![dev, devOptional, optional, peer].includes(true)),
      );
      const texts = packages.map(([path, { version, license }]) => {
        const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
        return `${name} ${version} (${license ?? "see below"})\n\n${licenceText(join(root, path))}`;
      });
      this.emitFile({
        type: "asset",
        fileName: "third-party-notices.txt",
        source: texts.join(`\n${"=".repeat(80)}\n\n`),
      });
    },
  };
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
