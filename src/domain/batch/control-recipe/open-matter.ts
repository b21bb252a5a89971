// What keeps a batch from being completed beside what its recipe asks for.
import type { Batch } from "../batch-part.ts";
import { papersOpen } from "../blank-form/blank-form.ts";
import { isProvisional } from "../lifecycle/lifecycle.ts";

/** By sections of the record. */
export const openMatters = (batch: Batch) => [
  ...(isProvisional(batch) ? [{ section: 2, item: "final batch number" }] : []),
  ...papersOpen(batch.blankForms).map((item) => ({ section: 9, item })),
];
