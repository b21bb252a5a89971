// What an accepted command answers, the first time and every time it is repeated.
import { z } from "zod";

export const CommandAnswer = z
  .object({
    outcome: z.literal("accepted"),
    stream: z.string(),
    revision: z
      .int()
      .describe("Of the stream's last event as far as the command knows; -1: there is none."),
    events: z
      .array(z.object({ id: z.uuid(), type: z.string(), revision: z.int() }))
      .readonly()
      .describe("None where it had happened already."),
    reserved: z
      .array(z.object({ id: z.uuid(), type: z.string(), revision: z.int() }))
      .readonly()
      .describe("Identifiers that the command took, in streams of their own."),
    repeated: z.boolean().describe("The command was given before; this is its first answer."),
    logIndex: z
      .int()
      .exactOptional()
      .describe("With wait: where the last event stands in the log; give it as waitFor."),
    visible: z.boolean().exactOptional().describe("With wait: whether reads show it now."),
  })
  .meta({ id: "CommandAnswer" });

/**
 * No UUIDv8: the program works such ids out for what follows from a command, and whoever gave one
 * beforehand would keep that from being done.
 */
export const CommandId = z
  .uuid()
  .refine((id) => id[14] !== "8", "A UUIDv8 is the program's own; draw a UUIDv7 or UUIDv4.")
  .describe("uuidv7 of the caller. The same id is the same command, however often it is sent.");
