// What was read on a device is recorded whatever state it is in, and flagged where it was not fit
// to be read: when it was read, or by the server's clock now (21 CFR 211.68(a), 211.160(b)).
import type { BatchEvent, BatchState } from "../../domain/batch/batch.ts";
import { performCheck, recordParameter } from "../../domain/batch/parameter/commands.ts";
import { type EquipmentState, equipment } from "../../domain/equipment/equipment.ts";
import { deviceObjections } from "../../domain/equipment/fitness.ts";
import { standingAt } from "../../domain/equipment/history.ts";
import type { Command, Context } from "../../domain/kernel/decider.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

/** Nobody's claim of when it was read makes fit what has failed by now. `readAt`: UTC. */
export function isFitToRead(
  device: EquipmentState,
  readAt: string,
  { at, dateOf }: Pick<Context, "at" | "dateOf">,
): boolean {
  if (device.status === "unknown") return false;
  const { registered, history } = device;
  return [readAt, toUtc(at)].every(
    (second) =>
      deviceObjections(registered, standingAt(history, second), dateOf(second)).length === 0,
  );
}

interface Reading {
  readonly equipmentId?: string;
}

const none = "none";
const deviceNamed = {
  aggregate: equipment,
  id: ({ equipmentId = none }: Reading) => equipmentId,
} as const;

const onDevice =
  <Data extends Reading>(base: Command<BatchState, Data, BatchEvent>) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> => {
    const reading = lookingAt(
      base,
      { device: deviceNamed },
      (decided, { data, also: { device }, context }) =>
        data.equipmentId === undefined || isFitToRead(device, context.occurredAt, context)
          ? decided
          : decided.map(flagged),
    );
    return handler.execute(reading, call, session);
  };

function flagged(event: BatchEvent): BatchEvent {
  const flags = ["DEVICE_NOT_QUALIFIED" as const];
  switch (event.type) {
    case "ParameterRecorded":
      return { ...event, data: { ...event.data, flags } };
    case "CheckPerformed":
      return { ...event, data: { ...event.data, flags } };
    default:
      return event;
  }
}

export const readParameter = onDevice(recordParameter);
export const checkOnDevice = onDevice(performCheck);
