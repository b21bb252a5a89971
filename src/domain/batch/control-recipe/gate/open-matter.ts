// What keeps a batch from being completed beside what its recipe asks for.
import type { Batch } from "../../batch-part.ts";
import { papersOpen } from "../../blank-form/blank-form.ts";
import { isProvisional } from "../../lifecycle/lifecycle.ts";

/**
 * By sections of the record. No deviation makes up for them: a number can be given, and a form that
 * is lost be voided.
 */
export const openMatters = (batch: Batch) => [
  ...(isProvisional(batch) ? [{ section: 2, item: "final batch number", never }] : []),
  ...papersOpen(batch.blankForms).map((item) => ({ section: 9, item, never })),
];

const never = "BATCH_RECORD_INCOMPLETE" as const;
