// Four years of routine: nothing is refused that the story does not know of, nothing runs out.
import { expect, test } from "vitest";
import { startLog } from "../event-log-for-test.ts";
import { eventsIn, ofType, playInto } from "./plant-for-test.ts";

test("a hundred batches: special cases once, small troubles now and then", async () => {
  await using running = await startLog();
  // The first of them on their own: later ones follow in the same way.
  await playInto(running.log, { batches: 3 });
  const played = await playInto(running.log, { batches: 100 });
  expect(played.made).toBe(200);
  expect(played.batches).toHaveLength(6);
  const events = await eventsIn(running.log);
  expect(events.length).toBeGreaterThan(30_000);
  expect(ofType(events, "AttemptRefused")).toHaveLength(12);
  expect(ofType(events, "BatchRecordApproved")).toHaveLength(200);
  expect(ofType(events, "MaterialConsumptionCorrected").length).toBeGreaterThan(3);
  expect(ofType(events, "DeviationRaised").length).toBeGreaterThan(4);
  const causes = ofType(events, "MaterialScrapped").map(({ event }) => event.data.cause);
  expect(causes).toContain("The silo is emptied and cleaned");
  for (const type of ["MaterialDrawn", "MaterialSampled", "MaterialScrapped"] as const) {
    expect(ofType(events, type).filter(({ event }) => event.data.flags.length > 0)).toEqual([]);
  }
});
