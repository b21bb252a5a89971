// Entries of other streams that bear on the record of a batch: deviations, alarms, attempts that
// were refused, draws that broke a rule, anomalies of an import, overrides.
import { stampOf } from "../../domain/batch/exception/fact-of.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { AttemptRefused } from "../../domain/kernel/attempt-refused.ts";
import type { Fact } from "../../domain/kernel/exception/fact.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { trailOf } from "../audit-trail/which-trail.ts";
import type { Occurred } from "../projection.ts";

/** Undefined: it says nothing of its own of a batch. */
export function factElsewhere(event: Occurred<ProductionEvent>): Fact | undefined {
  const content = contentOf(event);
  return content && { ...stampOf(event.id, event.type, event.metadata), ...content };
}

type Content = Pick<Fact, "section" | "name" | "matter" | "opens" | "closes" | "flags">;

function contentOf(event: Occurred<ProductionEvent>): Content | undefined {
  const { category, id } = categoryAndId(event.stream);
  switch (event.type) {
    case "AttemptRefused":
      // What somebody was not shown has changed nothing of the batch; it is in the trail of access.
      if (trailOf(AttemptRefused, event, category) !== "record") return undefined;
      return { section: 23, name: event.data.code, matter: "refusal" };
    case "DeviationRaised":
      return { section: 23, name: event.data.title, matter: "deviation", opens: `deviation ${id}` };
    case "DeviationClosed":
      return { section: 23, closes: `deviation ${id}` };
    case "AlarmRaised": {
      const { alarmId, code } = event.data;
      return { section: 10, name: code, matter: "alarm", opens: alarm(id, alarmId) };
    }
    case "AlarmAcknowledged":
      return { section: 10, closes: alarm(id, event.data.alarmId) };
    case "MaterialDrawn": {
      const { flags } = event.data;
      return flags.length === 0 ? undefined : { section: 7, flags };
    }
    case "AnomalyFound":
      return { section: 23 };
    case "DispositionDecided": {
      const { override } = event.data;
      return override && { section: 30, name: override.code, matter: "override" };
    }
    default:
      return undefined;
  }
}

const alarm = (equipmentId: string, alarmId: string): string => `alarm ${equipmentId} ${alarmId}`;

/** The batches that an event is about. */
export const batchesIn = ({ metadata }: Occurred<ProductionEvent>): readonly string[] => [
  ...new Set(
    metadata.subjects.map(subjectEntry).flatMap(({ kind, id }) => (kind === "batch" ? id : [])),
  ),
];
