// A handler on a real log with all of the catalogue, and a lot and a batch to work with.

import { issueBatch, startBatch } from "../../src/domain/batch/lifecycle/commands.ts";
import { eventTypes, type ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Right } from "../../src/domain/kernel/access/right.ts";
import { everywhere, type GrantScope } from "../../src/domain/kernel/access/standing.ts";
import type { Command } from "../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../src/domain/kernel/event-type.ts";
import { receiveMaterialLot } from "../../src/domain/material-lot/origin/commands.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import { createHandler, type Handler, type Session } from "../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { decideDisposition } from "../../src/processes/decide-disposition.ts";
import type { Finishing } from "../../src/processes/finish-open-commands.ts";
import { anna, authenticated, person } from "../given.ts";

export const session: Session = {
  actor: anna,
  authentication: authenticated,
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "Europe/Berlin",
};
/** Who receives and makes does not release. */
export const release: Session = { ...session, actor: person("rosa", "qaRelease") };
/** Somebody whose one role has these rights, for all of the plant or a part of it. */
export const allowed = (rights: readonly Right[], scope: Partial<GrantScope> = {}): Session => ({
  ...session,
  permits: {
    grants: [
      { role: "somebody", rights, scope: { ...everywhere, ...scope }, trainingsMissing: [] },
    ],
    identityVerified: true,
    statementAccepted: true,
    training: "off",
    mustChangePassword: false,
  },
});
export const starch = { materialDefinitionId: "starch", name: "Maize starch" };
export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const product = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };

export const codec = createCodec<ProductionEvent>(eventTypes, Buffer.alloc(32, 1));

export interface Plant extends Finishing {
  readonly clock: { readonly kind: "simulated"; at: number; now(): Date };
  /** Two minutes go by: what is open now was left by somebody. */
  wait(): void;
  run<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
  ): Promise<void>;
  /** A lot of 100 kg of starch in two drums, released. */
  releasedLot(): Promise<string>;
  receivedLot(): Promise<string>;
  runningBatch(): Promise<string>;
  types(stream: string): Promise<readonly string[]>;
}

export function plantOn(
  log: EventLog,
  {
    at = Date.parse("2026-11-20T08:00:00.000Z"),
    handler: given,
  }: { readonly at?: number; readonly handler?: Handler | undefined } = {},
): Plant {
  const clock = {
    kind: "simulated" as const,
    at,
    now: () => new Date(clock.at),
  };
  const instance = { appVersion: "0.0.0-test", configRevision: "1", zoneDatabase: "2026a", clock };
  const handler: Handler = given ?? createHandler(log, codec, instance);
  const run: Plant["run"] = async (command, id, data) => {
    const call = { commandId: crypto.randomUUID(), id, data };
    const answer = await handler.execute(command, call, session);
    if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
  };
  async function receivedLot(): Promise<string> {
    const id = crypto.randomUUID();
    await run(receiveMaterialLot, id, {
      material: starch,
      identifiers: [{ scheme: "starch", issuer: "plant", value: id }],
      quantity: kg("100"),
      containers: [
        { containerId: `${id}-1`, quantity: kg("60") },
        { containerId: `${id}-2`, quantity: kg("40") },
      ],
      qualityStatus: "quarantine",
      expiresOn: "2027-06-30",
    });
    return id;
  }
  return {
    log,
    codec,
    handler,
    clock,
    onFault: (error) => {
      throw error;
    },
    run,
    wait() {
      clock.at += 120_000;
    },
    receivedLot,
    async releasedLot() {
      const materialLotId = await receivedLot();
      const data = {
        dispositionId: crypto.randomUUID(),
        materialLotId,
        decision: "release" as const,
      };
      await decideDisposition(handler, { commandId: crypto.randomUUID(), data }, release);
      return materialLotId;
    },
    async runningBatch() {
      const id = crypto.randomUUID();
      const plannedQuantity = { value: "960", unitOfMeasure: "10*3.{tablet}" };
      await run(issueBatch, id, {
        batchNumber: id,
        material: product,
        plannedQuantity,
        equipmentIds: [],
        dataOrigin: "live",
      });
      await run(startBatch, id, {});
      return id;
    },
    types: async (stream) =>
      (await Array.fromAsync(log.readStream(stream))).map(({ type }) => type),
  };
}
