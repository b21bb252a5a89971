// What an answer does not know, on the wire.
import { z } from "zod";

export const Unknowns = z
  .array(z.object({ code: z.string(), subject: z.string(), detail: z.string() }))
  .readonly()
  .describe("What is not known of it, by name.");
