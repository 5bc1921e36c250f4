// Makes docs/report.schema.json from the type `Report`; with `--check` it only says whether the file is up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, root } from "./install.mjs";

const file = join(root, "docs/report.schema.json");

ensurePackages();
const { createGenerator } = await import("ts-json-schema-generator");
const schema = createGenerator({
  path: join(root, "src/model/report.ts"),
  tsconfig: join(root, "src/tsconfig.json"),
  type: "Report",
  skipTypeCheck: true, // `npm run types` does that, with the project's own compiler
}).createSchema("Report");
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.error("docs/report.schema.json is not what src/model/report.ts says: run `npm run schema`");
  process.exit(1);
}
