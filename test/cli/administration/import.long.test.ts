// An import once people exist: by whoever has the right, under their name and by their proof.

import { join } from "node:path";
import { expect, test } from "vitest";
import { writeCampaign } from "../../import/campaign.ts";
import { openProgram } from "../program-for-test.ts";
import { at, establishPeople, inAMonth } from "./people-for-test.ts";

test("an import asks for its right, and keeps who ran it [P11-10g]", async () => {
  await using program = await openProgram();
  await program.serve();
  const folder = join(program.folder, "tablets");
  await writeCampaign(folder, 1, 2);
  const { administrator: ada, security: vesna } = await establishPeople(program);
  const register = ["key", "register", "loader", "--name", "Loader", "--purpose", "Imports"];
  await ada.give([...register, "--owner", "ada"]);
  const issue = async (role: string, ...more: readonly string[]) => {
    const words = ["key", "issue", "loader", "--label", role, "--role", role, ...more];
    const { key, keyId } = await ada.give([...words, "--until", inAMonth]);
    await vesna.give(["key", "approve", "loader", keyId]);
    return at(program, { API_KEY: key });
  };
  const words = ["import", "tablets", folder];
  const [reader, limited, loader] = [
    await issue("inspector"),
    await issue("dataImporter", "--material", "starch"),
    await issue("dataImporter"),
  ];
  const imported = async () => {
    const { entries } = await reader.give(["audit"]);
    return entries.filter(({ who }: Entry) => who?.kind === "import");
  };
  for (const one of [ada, reader, limited]) {
    expect(await one.refused(words)).toEqual({ code: 1, said: "NOT_AUTHORIZED" });
  }
  expect(await imported()).toEqual([]);
  expect(await loader.give(words)).toMatchObject({ batches: 2 });
  const entries: readonly Entry[] = await imported();
  expect(entries.length).toBeGreaterThan(10);
  for (const { who, authentication } of entries) {
    expect(who).toMatchObject({ kind: "import", onBehalfOf: "loader" });
    expect(authentication).toMatchObject({ method: "apiKey" });
  }
  expect(await loader.give(words)).toMatchObject({ events: 0 });
}, 120_000);

interface Entry {
  readonly who: { readonly kind: string; readonly onBehalfOf: string | null } | null;
  readonly authentication: unknown;
}
