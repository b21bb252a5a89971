// What a review by exception is made from: the facts of each batch's record, the marks of
// reviewers, and the rules of each site.
import type { DB } from "../../database/schema.ts";
import { batchEvents } from "../../domain/batch/batch.ts";
import { factOf } from "../../domain/batch/exception/fact-of.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { among } from "../../domain/kernel/event-type.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { type Into, type Occurred, projection, type TablesOf } from "../projection.ts";
import { batchesIn, factElsewhere } from "./elsewhere.ts";

export const review = projection<DB, ProductionEvent>()({
  name: "review",
  version: 1,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    reviewed_batch: "select * from reviewed_batch order by batch_id",
    fact: "select * from fact order by position, batch_id",
    mark: "select * from mark order by position",
    rule_draft: "select * from rule_draft order by position",
    rule_step: "select * from rule_step order by position",
  },
  memory: () => undefined,
  any: (into, event) => noteFact(into, event),
  on: {
    BatchIssued(into, { stream, position, data, metadata: { site } }) {
      const batch_id = categoryAndId(stream).id;
      into.insert("reviewed_batch", { batch_id, position, batch_number: data.batchNumber, site });
    },
    BatchNumberGiven(into, { stream, data: { batchNumber: batch_number } }) {
      into.update("reviewed_batch", { batch_id: categoryAndId(stream).id }, { batch_number });
    },
    ExceptionJudged(into, { stream, position, data, metadata: { actor, recordedAt } }) {
      const by_name = actor.kind === "person" ? actor.printedName : actor.name;
      const batch_id = categoryAndId(stream).id;
      into.insert("mark", { position, batch_id, mark: data, by_name, at: recordedAt });
    },
    ExceptionRulesDrafted(into, { stream, position, data: { version, digest, rules } }) {
      const site = categoryAndId(stream).id;
      into.insert("rule_draft", { position, site, version, digest, rules });
    },
    ExceptionRulesSubmitted: (into, event) => step(into, event, "submitted"),
    ExceptionRulesReturned: (into, event) => step(into, event, "returned"),
    ExceptionRulesApproved: (into, event) =>
      step(into, event, "approved", event.data.effectiveFrom),
  },
});

type Tables = TablesOf<DB, "review">;
interface Step {
  readonly stream: string;
  readonly position: number;
  readonly data: { readonly version: number; readonly digest: string };
}

function step(
  into: Into<Tables>,
  { stream, position, data: { version, digest } }: Step,
  what: string,
  effective_from: string | null = null,
): void {
  const site = categoryAndId(stream).id;
  into.insert("rule_step", { position, site, version, digest, what, effective_from });
}

const isOfBatch = among(batchEvents);

function noteFact(into: Into<Tables>, event: Occurred<ProductionEvent>): void {
  const { position, id, stream, revision, metadata } = event;
  if (isOfBatch(event)) {
    const fact = factOf({ id, stream, revision, event, metadata });
    const batch_id = categoryAndId(stream).id;
    if (fact) into.insert("fact", { position, batch_id, is_own: true, fact });
    return;
  }
  const fact = factElsewhere(event);
  if (!fact) return;
  const row = { position, is_own: false, matter: fact.closes ?? null, fact };
  const batches = fact.closes === undefined ? batchesIn(event) : [""];
  for (const batch_id of batches) into.insert("fact", { ...row, batch_id });
}
