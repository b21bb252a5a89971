// What kind of duty a role is, and which of them one person must not hold together.
import { z } from "zod";

export const duties = ["administration", "production", "quality", "oversight", "service"] as const;
export const Duty = z.enum(duties);
export type Duty = z.output<typeof Duty>;

/**
 * Who administers accounts has no part in making or judging batches, and who inspects has none in
 * either (draft Annex 11, 11.10; MHRA 2018, 6.16). What one person made, another judges: that is
 * told by the batch itself, so that small sites can let a person do both for different batches.
 */
export const conflict = (one: Duty, other: Duty): boolean =>
  one !== other &&
  [one, other].some(
    (duty) => duty === "administration" || duty === "oversight" || duty === "service",
  );
