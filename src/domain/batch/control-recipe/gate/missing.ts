// What a gate finds that the record lacks, by its sections.
import type { SignOff } from "../../../kernel/recipe/written.ts";
import { type Refusal, refuse } from "../../../kernel/refusal.ts";
import type { Batch } from "../../batch-part.ts";
import { isConfirmed } from "../evidence.ts";

export interface Missing {
  /** Of the batch record. */
  readonly section: number;
  readonly item: string;
  /** Why no deviation makes up for it. */
  readonly never?: "BATCH_RECORD_INCOMPLETE" | "SECOND_PERSON_REQUIRED" | "STEP_OUT_OF_ORDER";
}

/** BATCH_RECORD_INCOMPLETE, in the order of the sections; undefined: nothing is missing. */
export function refuseMissing(open: readonly Missing[]): Refusal | undefined {
  if (open.length === 0) return undefined;
  const missing = open.map(({ section, item }) => ({ section, item }));
  const sections = [...new Set(missing.map(({ section }) => section))];
  const items = missing.map(({ item }) => item).join("; ");
  const [of, lack] = sections.length === 1 ? ["Section", "lacks"] : ["Sections", "lack"];
  const message = `${of} ${sections.join(", ")} of the record ${lack}: ${items}.`;
  return refuse("BATCH_RECORD_INCOMPLETE", message, { sections, missing });
}

/** 21 CFR 211.68(c), 211.101(d): another person has confirmed what was written last. */
export function signed(
  { evidence }: Batch,
  section: number,
  name: string,
  ids: readonly string[],
  { policy }: SignOff,
): readonly Missing[] {
  if (policy === "performed" || isConfirmed(evidence, ids)) return [];
  return [
    { section, item: `${name}: verified by a second person`, never: "SECOND_PERSON_REQUIRED" },
  ];
}
