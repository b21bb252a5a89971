// The same events in the embedded node, read through the official client, checked and decoded by
// the real codec.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { eventTypes, type ProductionEvent } from "../../src/domain/catalogue.ts";
import { type Codec, createCodec } from "../../src/eventstore/codec.ts";
import { startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import { numberedLog } from "../../src/eventstore/numbered-log.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import type { Log } from "../../src/projections/runner/feed/log.ts";
import { facts, type Happened } from "./history.ts";

export interface FilledNode extends AsyncDisposable {
  readonly log: Log;
  readonly codec: Codec<ProductionEvent>;
  readonly eventLog: EventLog;
  readonly macKey: Uint8Array;
}

/** Stream after stream, each in one append. */
export async function fillNode(folder: string, events: readonly Happened[]): Promise<FilledNode> {
  const macKey = randomBytes(32);
  const codec = createCodec<ProductionEvent>(eventTypes, macKey);
  const node = await startEmbeddedNode({ directory: join(folder, "node") });
  const log = await openEventLog({ endpoint: node.endpoint });
  for (const [stream, happened] of Map.groupBy(events, (each) => each.stream)) {
    const proposed = happened.map(({ event, ...placed }) => codec.encode(placed, event, facts));
    await log.append(stream, proposed, "no_stream");
  }
  return {
    codec,
    eventLog: log,
    macKey,
    log: numberedLog(log, codec),
    async [Symbol.asyncDispose]() {
      await log.close();
      await node.stop();
    },
  };
}
