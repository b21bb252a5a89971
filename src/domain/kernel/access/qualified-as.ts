// As whom somebody certifies a batch: printed beside their name (Annex 11, 15; EU GMP Annex 16).
import { z } from "zod";
import { Name } from "../shape/reference.ts";

export const QualifiedAs = z.strictObject({
  registerNumber: Name.describe("Of the Qualified Person, in the register or on the licence."),
  authority: Name.describe("Whose register or licence it is."),
});
export type QualifiedAs = z.output<typeof QualifiedAs>;
