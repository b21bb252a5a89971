// What is shown of a lot to whoever decides on it, from a running instance.
import { streamOf } from "../../eventstore/stream-name.ts";
import type { View } from "../../processes/disposition/view.ts";
import type { RestingOn } from "../../processes/review/write-addendum.ts";
import { QueryFault } from "../../projections/query-fault.ts";
import { restingOn } from "../../projections/recall/resting-on.ts";
import { decisionView } from "../../projections/review/decision-view.ts";
import type { Instance } from "../instance/instance.ts";
import { indexOf } from "../instance/visible.ts";

type Viewed = Pick<Instance, "clock" | "database" | "log" | "projections">;

const wait_ms = 5_000;

/** Once the read models have all that the lot and its batches say of themselves. */
export const viewIn =
  (instance: Viewed): View =>
  async ({ materialLotId, batchIds }, asOf) => {
    const { database, clock } = instance;
    if (asOf === undefined) {
      await haveLast(instance, streamOf("materialLot", materialLotId));
      for (const id of batchIds) await haveLast(instance, streamOf("batch", id));
    }
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
    await haveLast(instance, streamOf("batch", batchId));
    return restingOn(instance.database.kysely, batchId, instance.clock.now().toISOString());
  };

async function haveLast(instance: Viewed, stream: string): Promise<void> {
  const options = { direction: "backwards", limit: 1 } as const;
  for await (const { id } of instance.log.readStream(stream, options)) {
    const index = await indexOf(instance, id, wait_ms);
    if (index !== undefined) await instance.projections.waitFor(index, { timeout_ms: wait_ms });
  }
}
