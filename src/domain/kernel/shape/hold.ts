// A hold: someone says that this must not be used or shipped until they lift it. Holds are a set
// (design, section 3).
import { z } from "zod";
import { type Refusal, refuse } from "../refusal.ts";
import { Id, Name, Text } from "./reference.ts";

export const Hold = z.strictObject({
  holdId: Id,
  code: z.string().min(1).max(60).describe("Reason code from the site's list."),
  text: Text.exactOptional(),
  owner: Name.describe("The function that may lift it: qa, warehouse, recall."),
});
export type Hold = z.output<typeof Hold>;

export const holdLabels = {
  holdId: "Hold",
  code: "Reason code",
  text: "Reason",
  owner: "Owner",
} as const;

/** Who owns the holds of a recall. They follow its scope, and nothing else places or lifts them. */
export const recallOwner = "recall";

export const refuseForRecall = (hold: Pick<Hold, "owner"> | undefined): Refusal | undefined =>
  hold?.owner === recallOwner
    ? refuse("HOLD_OF_RECALL", "The recall places and lifts its holds; narrow its scope instead.")
    : undefined;
