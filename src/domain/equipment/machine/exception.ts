// Alarms as facts of the record of the batch that they were raised in.
import { type Fact, stampOf } from "../../kernel/exception/fact.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import type { EquipmentEvent } from "../events.ts";

type Alarm = Extract<EquipmentEvent, { readonly type: "AlarmRaised" | "AlarmAcknowledged" }>;

/** Section 10 of the record; an acknowledgement closes what was raised. */
export function factOfAlarm(
  equipmentId: string,
  { id, event, metadata }: Pick<Recorded<Alarm>, "id" | "event" | "metadata">,
): Fact {
  const stamp = { ...stampOf(id, event.type, metadata), section: 10 };
  const alarm = `alarm ${equipmentId} ${event.data.alarmId}`;
  if (event.type === "AlarmAcknowledged") return { ...stamp, closes: alarm };
  return { ...stamp, name: event.data.code, matter: "alarm", opens: alarm };
}

/** Raised and not acknowledged, by alarm id. */
export type OpenAlarms = ReadonlyMap<
  string,
  { readonly batchId: string | undefined; readonly fact: Fact }
>;

export function alarmsAfter(
  open: OpenAlarms,
  { id, stream, event, metadata }: Recorded<EquipmentEvent>,
): OpenAlarms {
  if (event.type !== "AlarmRaised" && event.type !== "AlarmAcknowledged") return open;
  const { alarmId, batchId } = event.data;
  const equipmentId = stream.slice(stream.indexOf("-") + 1);
  const alarms = new Map(open);
  if (event.type === "AlarmAcknowledged") alarms.delete(alarmId);
  else alarms.set(alarmId, { batchId, fact: factOfAlarm(equipmentId, { id, event, metadata }) });
  return alarms;
}
