// The same events in the embedded node, read through the official client, checked and decoded by the real codec.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { eventType } from "../../src/domain/kernel/event-type.ts";
import { Quantity } from "../../src/domain/kernel/quantity.ts";
import { type Codec, createCodec } from "../../src/eventstore/codec.ts";
import { startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { numberedLog } from "../../src/projections/runner/feed/event-log.ts";
import type { Log } from "../../src/projections/runner/feed/log.ts";
import { type DecodedLog, facts } from "./decoded-log.ts";
import type { Consumed } from "./genealogy.ts";

const type = eventType("Consumed", {
  data: z.strictObject({
    materialLotId: z.string(),
    batchId: z.string(),
    quantity: Quantity,
    remark: z.string(),
  }),
  action: "create",
  criticality: "critical",
  labels: { materialLotId: "Lot", batchId: "Batch", quantity: "Quantity", remark: "Remark" },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ batchId }, show) => `charged to ${show.batch(batchId)}`,
  entry: "Consume",
});

export interface FilledNode extends AsyncDisposable {
  readonly log: Log;
  readonly codec: Codec<Consumed>;
}

export async function fillNode(folder: string, { events }: DecodedLog): Promise<FilledNode> {
  const codec = createCodec<Consumed>(new Map([[type.name, type]]), randomBytes(32));
  const node = await startEmbeddedNode({ directory: join(folder, "node") });
  const log = await openEventLog({ endpoint: node.endpoint });
  await fill(log, codec, events);
  return {
    codec,
    log: numberedLog(log),
    async [Symbol.asyncDispose]() {
      await log.close();
      await node.stop();
    },
  };
}

/** A thousand events to each batch's stream, in one append. */
async function fill(
  log: EventLog,
  codec: Codec<Consumed>,
  events: readonly Consumed[],
): Promise<void> {
  for (let from = 0; from < events.length; from += perStream) {
    const stream = `batch-${from / perStream}`;
    const proposed = events.slice(from, from + perStream).map((event, revision) => {
      const id = crypto.randomUUID();
      return codec.encode({ id, stream, revision }, event, facts);
    });
    await log.append(stream, proposed, "no_stream");
  }
}

const perStream = 500;
