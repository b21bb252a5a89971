// Given what was made of a few lots, when a trace is exercised, then the log keeps what came of it,
// and the frozen answer is the one that its digest names.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { performExercise } from "../../../src/cli/exercise/perform.ts";
import { CliFault } from "../../../src/cli/terminal/fault.ts";
import { playBatch } from "../../api/plant-for-test.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const session = () => ({
  ...service.instance.access.parts.place,
  actor: { kind: "service", id: "nightly", name: "Nightly exercise" } as const,
  authentication: { method: "instance" } as const,
  permits: "everything" as const,
});
const exercise = (asked: { seed?: string; lot?: string; compare?: string }) =>
  performExercise(service.instance, session(), { seed: "2026-11-26", ...asked });
const codeOf = (error: unknown) => (error instanceof CliFault ? error.code : error);

test("is drawn by its seed, frozen, counted and compared", async () => {
  expect(await exercise({}).catch(codeOf)).toBe("NO_LOTS");
  for (const name of ["B1", "B2", "B3"]) await playBatch(service, name);
  expect(await exercise({ lot: "batch:B1" }).catch(codeOf)).toBe("LOT_NEEDED");
  expect(await exercise({ lot: "starch:B9" }).catch(codeOf)).toBe("LOT_UNKNOWN");

  const drawn = await exercise({});
  expect((await exercise({})).performed.lot).toBe(drawn.performed.lot);
  expect(drawn.performed.seed).toBe("2026-11-26");
  const others = await Promise.all(["a", "b", "c", "d"].map((seed) => exercise({ seed })));
  expect(new Set(others.map(({ performed }) => performed.lot)).size).toBeGreaterThan(1);

  const sheet = join(service.instance.settings.dataDirectory, "count.csv");
  await writeFile(sheet, "lot,quantity,unit\nstarch:B1,14900,g\n");
  const named = await exercise({ lot: "starch:B1", compare: sheet });
  expect(named.performed).toMatchObject({
    materialLotId: "B1-lot",
    forward: { lots: 1, batches: 1, shipments: 0 },
    made: { value: "25", unitOfMeasure: "kg" },
    accounted: { value: "25", unitOfMeasure: "kg" },
    percentTraced: { value: "100", unitOfMeasure: "%" },
    compared: { lines: 1, agreeing: 0, differing: 1, onlyInSource: 0, onlyInRecords: 1 },
  });
  expect(named.performed.seed).toBeUndefined();
  const frozen = await service.instance.blobs.get(named.performed.answerSha256);
  expect(createHash("sha256").update(frozen!).digest("hex")).toBe(named.performed.answerSha256);
  expect(JSON.parse(frozen!.toString())).toMatchObject({
    from: "starch:B1",
    whereabouts: { lots: [{ lotId: "B1-lot" }, { lotId: "B1-tablets" }] },
  });

  const stream = `traceExercise-${named.exerciseId}`;
  const kept = await Array.fromAsync(service.instance.log.readStream(stream));
  expect(kept).toMatchObject([{ type: "TraceExercisePerformed", data: named.performed }]);
});
