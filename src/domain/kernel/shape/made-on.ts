// On which equipment a lot was made, and when: said by the batch with its output, and by each lot
// that comes of it, so that a hold on the equipment finds what is there already.
import { z } from "zod";
import { Instant } from "../instant.ts";
import { Id } from "./reference.ts";

export const MadeOn = z.strictObject({
  equipmentId: Id,
  from: Instant.describe("First used for the batch."),
  to: Instant.describe("When the output was recorded: it may have been in use until then."),
});
export type MadeOn = z.output<typeof MadeOn>;
