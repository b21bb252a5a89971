// Entries of other streams that bear on the record of a batch: deviations, alarms, attempts that
// were refused, draws that broke a rule, anomalies of an import, overrides.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { factOfAlarm } from "../../domain/equipment/machine/exception.ts";
import { AttemptRefused } from "../../domain/kernel/attempt-refused.ts";
import { type Fact, stampOf } from "../../domain/kernel/exception/fact.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { factOfDraw } from "../../domain/material-lot/use/exception.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { trailOf } from "../audit-trail/which-trail.ts";
import type { Occurred } from "../projection.ts";

/** Undefined: it says nothing of its own of a batch. */
export function factElsewhere(event: Occurred<ProductionEvent>): Fact | undefined {
  const { id, stream, metadata } = event;
  if (event.type === "MaterialDrawn") return factOfDraw({ id, event, metadata });
  if (event.type === "AlarmRaised" || event.type === "AlarmAcknowledged") {
    return factOfAlarm(categoryAndId(stream).id, { id, event, metadata });
  }
  const content = contentOf(event);
  return content && { ...stampOf(id, event.type, metadata), ...content };
}

type Content = Pick<Fact, "section" | "name" | "matter" | "opens" | "closes">;

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

/** The batches that an event is about. */
export const batchesIn = ({ metadata }: Occurred<ProductionEvent>): readonly string[] => [
  ...new Set(
    metadata.subjects.map(subjectEntry).flatMap(({ kind, id }) => (kind === "batch" ? id : [])),
  ),
];
