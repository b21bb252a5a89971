// Specifications: what each version says, who wrote, approved and withdrew it, and from which day.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { projection } from "../projection.ts";
import { ownId, stampRow } from "../stamp-row.ts";

export const specifications = projection<DB, ProductionEvent>()({
  name: "specification",
  version: 1,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    specification_version: "select * from specification_version order by specification_id, version",
    specification_step: "select * from specification_step order by position",
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
  },
});
