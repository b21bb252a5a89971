// The one file that kysely-codegen writes, as a file for each PostgreSQL schema and one that joins
// them: each read model's tables can be read by themselves.

/** File names below src/database/, and what stands in them. */
export type TypeFiles = ReadonlyMap<string, string>;

export function splitTypes(generated: string): TypeFiles {
  const all = new Map(blocksOf(generated).map((block) => [nameIn(block), block]));
  const tables = [...(all.get("DB") ?? "").matchAll(/^ {2}"(\w+)\.\w+": (\w+);$/gm)];
  const schemas = Map.groupBy(tables, ([, schema = ""]) => schema);
  const ofTables = new Set(["DB", ...tables.map(([, , type = ""]) => type)]);
  const values = [...all].filter(([name]) => !ofTables.has(name)).map(([, block]) => block);
  return new Map([
    ["schema.ts", joined([...schemas.keys()])],
    ["schema/value.ts", fileOf("Values of columns", [kyselyImport, ...values])],
    ...[...schemas].map(([schema, rows]) => {
      const types = rows.map(([, , type = ""]) => (all.get(type) ?? "").replace("export ", ""));
      const lines = rows.map(([line]) => line);
      const join = `export interface ${typeOf(schema)} {\n${lines.join("\n")}\n}`;
      const parts = [...importOf(types.join("\n")), ...types, join];
      return [`schema/${fileNameOf(schema)}.ts`, fileOf(`Tables of ${schema}`, parts)] as const;
    }),
  ]);
}

const kyselyImport = 'import type { ColumnType } from "kysely";';

/** What is declared at the top, each with its braces closed. */
const blocksOf = (text: string): readonly string[] =>
  text
    .split(/\n\n(?=export )/)
    .slice(1)
    .map((block) => block.trim());

const nameIn = (block: string): string => /^export (?:interface|type) (\w+)/.exec(block)?.[1] ?? "";

const fileOf = (what: string, parts: readonly string[]): string =>
  `// ${what}, written by \`npm run db:types\`.\n${parts.join("\n\n")}\n`;

function importOf(types: string): readonly string[] {
  const used = ["Generated", "Json"].filter((name) => new RegExp(`\\b${name}\\b`).test(types));
  return used.length === 0 ? [] : [`import type { ${used.join(", ")} } from "./value.ts";`];
}

function joined(schemas: readonly string[]): string {
  const imports = schemas.map(
    (schema) => `import type { ${typeOf(schema)} } from "./schema/${fileNameOf(schema)}.ts";`,
  );
  const names = schemas.map((schema) => `    ${typeOf(schema)}`).join(",\n");
  const all = `export interface DB\n  extends ${names.trimStart()} {}`;
  return fileOf("Every table", [imports.join("\n"), all]);
}

const fileNameOf = (schema: string): string => schema.replaceAll("_", "-");
const typeOf = (schema: string): string =>
  `${schema.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Tables`;
