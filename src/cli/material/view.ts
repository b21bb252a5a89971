// What is shown of a lot to whoever decides on it, from a running instance.
import type { RelatedTo } from "../../processes/deviation/investigate.ts";
import type { View } from "../../processes/disposition/view.ts";
import type { RestingOn } from "../../processes/review/write-addendum.ts";
import { readModelsOfRelated, relatedTo } from "../../projections/deviation/related.ts";
import { QueryFault } from "../../projections/query-fault.ts";
import { readModelsOfResting, restingOn } from "../../projections/recall/resting-on.ts";
import { decisionView, readModelsOfView } from "../../projections/review/decision-view.ts";
import { furthest } from "../../projections/runner/progress.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";

type Viewed = Pick<Instance, "clock" | "database" | "log" | "projections">;

const wait_ms = 5_000;

/** Once the read models have all that is recorded. Throws READ_MODEL_BEHIND. */
export const viewIn =
  (instance: Viewed): View =>
  async ({ materialLotId, batchIds }, asOf) => {
    const { database, clock } = instance;
    if (asOf === undefined) await untilTheyHaveAll(instance, readModelsOfView);
    const at = clock.now().toISOString();
    const asked = { materialLotId, batchIds, at, ...(asOf !== undefined && { asOf }) };
    try {
      return await decisionView(database.kysely, asked);
    } catch (error) {
      if (error instanceof QueryFault && error.code === "AS_OF_AHEAD") return undefined;
      throw error;
    }
  };

/** The same, of what rests on the record of a batch. */
export const restingIn =
  (instance: Viewed): RestingOn =>
  async (batchId) => {
    await untilTheyHaveAll(instance, readModelsOfResting);
    return restingOn(instance.database.kysely, batchId, instance.clock.now().toISOString());
  };

/** Other batches that have something in common with those of a deviation. */
export const relatedIn =
  (instance: Viewed): RelatedTo =>
  async (deviationId) => {
    await untilTheyHaveAll(instance, readModelsOfRelated);
    const { asOf, others } = await relatedTo(instance.database.kysely, { deviationId });
    return { asOf, batchIds: others.map(({ batchId }) => batchId) };
  };

/** Whatever stream it stands in: what is decided here rests on other streams too. */
async function untilTheyHaveAll(
  { database, log, projections }: Viewed,
  names: readonly string[],
): Promise<void> {
  const place = await furthest(database.pool);
  let last = place?.index ?? -1;
  for await (const _ of log.readAll(place && { after: place.storePosition })) last += 1;
  for (const name of names) {
    if (await projections.waitFor(last, { name, timeout_ms: wait_ms })) continue;
    const message = `The read model ${name} does not have all that is recorded yet.`;
    throw new CliFault("READ_MODEL_BEHIND", `${message} Ask again shortly.`);
  }
}
