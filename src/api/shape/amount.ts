// How much of something, in any answer.
import { z } from "zod";

export const Amount = z.object({
  value: z.string().describe("Decimal."),
  unitOfMeasure: z.string().describe("UCUM."),
});
