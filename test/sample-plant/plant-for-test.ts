// The sample plant played into a log of its own, and what stands there afterwards.
import { eventTypes, type ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Recorded } from "../../src/domain/kernel/metadata.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import { createHandler, type Handler } from "../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { createSimulatedClock } from "../../src/sample-plant/clock.ts";
import {
  type Plant,
  type Played,
  type PlayOptions,
  playPlant,
} from "../../src/sample-plant/play.ts";
import { plantStart } from "../../src/sample-plant/site.ts";

export type OneOf<Type extends ProductionEvent["type"]> = Recorded<
  Extract<ProductionEvent, { type: Type }>
>;

export const codec = createCodec<ProductionEvent>(eventTypes, Buffer.alloc(32, 1));

export interface PlayedInto extends Played {
  readonly handler: Handler;
}

export async function playInto(
  log: EventLog,
  options: PlayOptions = {},
  clock = createSimulatedClock(plantStart),
  {
    tracing = () => Promise.reject(new Error("No read model follows this log.")),
    view,
    onBatch,
  }: Partial<Pick<Plant, "onBatch" | "tracing" | "view">> = {},
): Promise<PlayedInto> {
  const build = { appVersion: "0.0.0-test", configRevision: "1", zoneDatabase: "2026a" };
  const handler = createHandler(log, codec, { ...build, clock });
  return {
    handler,
    ...(await playPlant(
      { handler, clock, tracing, ...(view && { view }), ...(onBatch && { onBatch }) },
      options,
    )),
  };
}

/** All of the log, in its order, as it decodes. */
export async function eventsIn(log: EventLog): Promise<readonly Recorded<ProductionEvent>[]> {
  const events: Recorded<ProductionEvent>[] = [];
  for await (const stored of log.readAll()) {
    const decoded = codec.decode(stored);
    if (decoded.kind === "foreign") throw new Error(`${stored.stream} holds a foreign event.`);
    events.push(decoded.recorded);
  }
  return events;
}

export const ofType = <Type extends ProductionEvent["type"]>(
  events: readonly Recorded<ProductionEvent>[],
  type: Type,
): readonly OneOf<Type>[] => events.filter((one): one is OneOf<Type> => one.event.type === type);
