// The product's own read models: their schemas hold to the rules, and made twice they come out
// equal.
import { expect, test } from "vitest";
import { DecodedLog } from "../../../bench/projection/decoded-log.ts";
import { history } from "../../../bench/projection/history.ts";
import { readModels } from "../../../src/cli/instance/read-models.ts";
import { openDatabase } from "../../../src/database/connection.ts";
import { canWait } from "../../../src/domain/catalogue.ts";
import { startProjections } from "../../../src/projections/projections.ts";
import { createTestDatabase } from "../../database-for-test.ts";
import { quiet, soon } from "../runner/setting.ts";

test("every read model, rebuilt, equals the live one", async () => {
  const place = await createTestDatabase();
  const database = await openDatabase(place.address);
  const log = new DecodedLog(history(400));
  const parts = { database, log, codec: log, projections: readModels, canWait, logger: quiet };
  const projector = startProjections(parts);
  try {
    expect(await projector.waitFor(399, soon)).toBe(true);
    const reports = await projector.rebuildAll({ verify: true });
    expect(reports.map(({ name, equal, asOf }) => ({ name, equal, asOf }))).toEqual(
      readModels.map(({ name }) => ({ name, equal: true, asOf: 400 })),
    );
    expect(reports.find(({ name }) => name === "genealogy")?.rows).toBeGreaterThan(800);
  } finally {
    await projector.stop();
    await database.close();
    await place.drop();
  }
});
