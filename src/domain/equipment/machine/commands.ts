// States and alarms of machines are observations; to acknowledge an alarm is somebody's act.
import { z } from "zod";
import { toUtc } from "../../kernel/instant.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../equipment.ts";
import { standingAt, standingNow } from "../history.ts";
import {
  AlarmAcknowledged,
  AlarmRaised,
  EquipmentPutBack,
  EquipmentStateChanged,
  EquipmentTakenOut,
} from "./events.ts";

export const changeEquipmentState = command(
  "ChangeEquipmentState",
  "useEquipment",
  EquipmentStateChanged.data,
  (data, state, { occurredAt }) => {
    if (state.status === "unknown") return unknown;
    const { since: _, ...former } = standingAt(state.history, toUtc(occurredAt)).running ?? {};
    return sameContent(former, data) ? [] : [{ type: "EquipmentStateChanged", data }];
  },
);

export const raiseAlarm = command("RaiseAlarm", "useEquipment", AlarmRaised.data, (data, state) => {
  if (state.status === "unknown") return unknown;
  return standingNow(state.history).alarms.has(data.alarmId) ? [] : [{ type: "AlarmRaised", data }];
});

const Acknowledge = z.strictObject({
  alarmId: AlarmAcknowledged.data.shape.alarmId,
  comment: z.string().max(4_000).exactOptional(),
});

/** Without a person in a role, or without a word from them, nobody has seen it. */
export const acknowledgeAlarm = command(
  "AcknowledgeAlarm",
  "useEquipment",
  Acknowledge,
  ({ alarmId, comment = "" }, state, { actor }) => {
    if (state.status === "unknown") return unknown;
    const { alarms } = standingNow(state.history);
    const open = alarms.get(alarmId);
    if (!open) {
      const isKnown = alarms.has(alarmId);
      return isKnown ? [] : refuse("NOT_FOUND", "The equipment has raised no such alarm.");
    }
    if (actor.kind !== "person" || comment.trim() === "") {
      const attempted = { alarmId, kind: actor.kind };
      return refuse("ALARM_ACK_INCOMPLETE", "A person says in a word what of it.", attempted);
    }
    const { code, batchId } = open;
    const of = batchId === undefined ? {} : { batchId };
    return [{ type: "AlarmAcknowledged", data: { alarmId, code, comment, ...of } }];
  },
);

export const takeOut = command(
  "TakeOut",
  "maintainEquipment",
  EquipmentTakenOut.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    const out = standingNow(state.history).takenOut;
    return out?.cause === data.cause ? [] : [{ type: "EquipmentTakenOut", data }];
  },
);

export const putBack = command(
  "PutBack",
  "maintainEquipment",
  EquipmentPutBack.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (!standingNow(state.history).takenOut) return [];
    return refuseWithoutReason(context) ?? [{ type: "EquipmentPutBack", data }];
  },
);

const unknown = refuse("NOT_FOUND", "No equipment is registered under this id.");
