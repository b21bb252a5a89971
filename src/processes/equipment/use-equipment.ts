// What a machine did for a batch bears on that batch: whoever records it has the right there too.
import { batch, scopeOfBatch } from "../../domain/batch/batch.ts";
import {
  endEquipmentUse,
  recordEquipmentUse,
  startEquipmentUse,
} from "../../domain/equipment/commands.ts";
import type { EquipmentState } from "../../domain/equipment/equipment.ts";
import type { EquipmentEvent } from "../../domain/equipment/events.ts";
import { changeEquipmentState, raiseAlarm } from "../../domain/equipment/machine/commands.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

interface Naming {
  readonly batchId?: string;
}
type OnEquipment<Data> = Command<EquipmentState, Data, EquipmentEvent>;

const forBatch =
  <Data extends Naming>(command: OnEquipment<Data>) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> => {
    const { batchId } = command.data.safeParse(call.data).data ?? {};
    if (batchId === undefined) return handler.execute(command, call, session);
    const reads = { batch: { aggregate: batch, id: () => batchId, within: true } } as const;
    const within = lookingAt(
      command,
      reads,
      (decided) => decided,
      (_, also) => scopeOfBatch(also.batch),
    );
    return handler.execute(within, call, session);
  };

export const startUse = forBatch(startEquipmentUse);
export const recordUse = forBatch(recordEquipmentUse);
export const endUse = forBatch(endEquipmentUse);
export const changeState = forBatch(changeEquipmentState);
export const raise = forBatch(raiseAlarm);
