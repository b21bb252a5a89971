// A column that no row of a chunk has anything for is left out of the statement that writes them.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readModels } from "../../../../src/cli/instance/read-models.ts";

test.each(readModels.map(({ name, schema }) => ({ name, schema })))(
  "$name leaves nothing to a default, which such a column would get",
  async ({ schema }) => {
    const statements = (await readFile(schema, "utf8")).replace(/--.*$/gm, "");
    expect(statements).toContain("create table");
    expect(statements).not.toMatch(/\b(default|serial|bigserial|identity)\b/i);
  },
);
