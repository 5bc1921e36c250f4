// `virtual:session-schema`: what a saved session must look like, as JSON Schema of the type SavedSession, so that every kind of
// capture is checked by the very type that the page reads it as. Beside JSON Schema's own words there are
//   { "column": "Int32Array" }   a typed array
//   { "type": "bigint" }
//   { "map": [key, value] }      a Map
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  BaseType,
  type Context,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  type Definition,
  SchemaGenerator,
  type SubNodeParser,
  type SubTypeFormatter,
} from "ts-json-schema-generator";
import type { Plugin } from "vite";

const id = "virtual:session-schema";
const mark = "\0"; // Rollup's mark for modules that are no files
const type = "SavedSession";

export function sessionSchema(root: string): Plugin {
  return {
    name: "session-schema",
    resolveId: (source) => (source === id ? mark + id : null),
    load: (loaded) => (loaded === mark + id ? `export const schema = ${JSON.stringify(schemaOf(root))};` : null),
  };
}

function schemaOf(root: string): object {
  const options = {
    ...DEFAULT_CONFIG,
    path: join(root, "src/model/savedSession.ts"),
    tsconfig: join(root, "src/tsconfig.json"),
    type,
    skipTypeCheck: true, // `npm run types` does that
    jsDoc: "none",
  } as const;
  const program = createProgram(options);
  const parser = createParser(program, options, (parsers) => parsers.addNodeParser(new ColumnParser()));
  const formatter = createFormatter(options, (formatters) => formatters.addTypeFormatter(new ColumnFormatter()));
  return new SchemaGenerator(program, parser, formatter, options).createSchema(type);
}

type Node = Parameters<SubNodeParser["supportsNode"]>[0];

/** The generator's own TypeScript: its syntax kinds are not those of the project's compiler. */
const { SyntaxKind } = createRequire(createRequire(import.meta.url).resolve("ts-json-schema-generator"))("typescript");

const COLUMNS = /^(Int8|Uint8|Uint8Clamped|Int16|Uint16|Int32|Uint32|Float32|Float64|BigInt64|BigUint64)Array$/;

class ColumnType extends BaseType {
  readonly definition: Definition;

  constructor(definition: object) {
    super();
    this.definition = definition;
  }

  getId(): string {
    return JSON.stringify(this.definition);
  }
}

/** Typed arrays, bigints and Maps, which JSON has not. */
class ColumnParser implements SubNodeParser {
  supportsNode(node: Node): boolean {
    return node.kind === SyntaxKind.BigIntKeyword || COLUMNS.test(nameOf(node));
  }

  createType(node: Node, _context: Context): BaseType {
    return new ColumnType(node.kind === SyntaxKind.BigIntKeyword ? { type: "bigint" } : { column: nameOf(node) });
  }
}

class ColumnFormatter implements SubTypeFormatter {
  supportsType(type: BaseType): boolean {
    return type instanceof ColumnType;
  }

  getDefinition(type: BaseType): Definition {
    return (type as ColumnType).definition;
  }

  getChildren(): BaseType[] {
    return [];
  }
}

function nameOf(node: Node): string {
  return node.kind === SyntaxKind.TypeReference ? ((node as { typeName?: Node }).typeName?.getText() ?? "") : "";
}
