// What a laboratory is asked and answers: specifications, who wrote, approved and withdrew each
// version and from which day; samples, the chain of custody of each, and its results.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { SampleEvent } from "../../domain/sample/sample.ts";
import { type Into, type Occurred, projection, type TablesOf } from "../projection.ts";
import { ownId, stampRow } from "../stamp-row.ts";

type Tables = TablesOf<DB, "laboratory">;
type Step = Exclude<SampleEvent, { readonly type: "SampleTaken" }>;

/** Whatever happens to a sample is kept: a new type of event does not compile until it is here. */
const steps: { readonly [Type in Step["type"]]: typeof keep } = {
  SampleSent: keep,
  SampleReceived: keep,
  SampleRetained: keep,
  SampleDestroyed: keep,
  TestResultRecorded: keep,
  TestResultCorrected: keep,
  OutOfSpecificationOpened: keep,
  OutOfSpecificationAssessed: keep,
};

function keep<Event extends Step>(into: Into<Tables>, event: Occurred<Event>): void {
  const { type, data, metadata } = event;
  into.insert("sample_step", {
    ...stampRow(event),
    sample_id: ownId(event),
    type,
    data,
    occurred_at: metadata.occurredAt,
  });
}

export const laboratory = projection<DB, ProductionEvent>()({
  name: "laboratory",
  version: 1,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    specification_version: "select * from specification_version order by specification_id, version",
    specification_step: "select * from specification_step order by position",
    sample: "select * from sample order by sample_id",
    sample_step: "select * from sample_step order by position",
  },
  memory: () => undefined,
  on: {
    SpecificationDrafted(into, event) {
      const { code, material, version, tests, plans, dating, changeReference } = event.data;
      const { reason: _, ...stamp } = stampRow(event);
      into.insert("specification_version", {
        ...stamp,
        specification_id: ownId(event),
        version,
        code,
        material_name: material.name,
        tests,
        plans,
        dating,
        change_reference: changeReference ?? null,
      });
    },
    SpecificationApproved(into, event) {
      const { version, effectiveFrom, supersedes } = event.data;
      into.insert("specification_step", {
        ...stampRow(event),
        specification_id: ownId(event),
        version,
        what: "approved",
        effective_from: effectiveFrom,
        supersedes: supersedes ?? null,
      });
    },
    SpecificationWithdrawn: (into, event) =>
      into.insert("specification_step", {
        ...stampRow(event),
        specification_id: ownId(event),
        version: event.data.version,
        what: "withdrawn",
      }),
    SampleTaken(into, event) {
      const { data, metadata } = event;
      const { reason: _, ...stamp } = stampRow(event);
      into.insert("sample", {
        ...stamp,
        sample_id: ownId(event),
        sample_number: data.sampleNumber,
        material_lot_id: data.materialLotId,
        material_id: data.material.materialDefinitionId,
        taken: data,
        occurred_at: metadata.occurredAt,
      });
    },
    ...steps,
  },
});
