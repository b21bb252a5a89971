// The place of a signature in what somebody decides (21 CFR 11.50, 11.70; regulatory, section 8).
import { z } from "zod";

/** Regulatory, section 8, step 4: the closed list of what a signature can mean. */
const meanings = [
  "performed",
  "verified",
  "reviewed",
  "approved",
  "certified",
  "rejected",
  "authored",
  "auditTrailReviewed",
  "responsible",
] as const;
export const Meaning = z.enum(meanings);

/** Until there is a ceremony the word is given under log-in, and the slot says so. */
export const SignatureSlot = z.strictObject({
  meaning: Meaning.describe("Of the signature that belongs here."),
  electronic: z.literal(false).describe("Under log-in: not yet an electronic signature."),
});
export type SignatureSlot = z.output<typeof SignatureSlot>;

export const slotFor = (meaning: SignatureSlot["meaning"]): SignatureSlot => ({
  meaning,
  electronic: false,
});
