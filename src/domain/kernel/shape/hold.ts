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

/** What the holds of recalls are called by, and no other hold. */
export const recallHoldPrefix = "recall-";

type Placed = Pick<Hold, "holdId" | "owner"> & { readonly containerId?: string | undefined };

/** Of what somebody places: it must not pass for a hold of a recall, nor for another's. */
export function refusePlacing(hold: Placed, former: Placed | undefined): Refusal | undefined {
  if (hold.holdId.startsWith(recallHoldPrefix)) return refuseForRecall({ owner: recallOwner });
  const refused = refuseForRecall(hold);
  if (refused || !former || isSameHold(hold, former)) return refused;
  return refuse("ALREADY_EXISTS", `Under this id a hold of ${former.owner} stands already.`);
}

export const isSameHold = (hold: Placed, former: Placed | undefined): boolean =>
  hold.owner === former?.owner && hold.containerId === former.containerId;

/** What the recall does not lift, whatever it is called. */
export const isOfOthers = (hold: Placed | undefined): boolean =>
  hold !== undefined && hold.owner !== recallOwner;
