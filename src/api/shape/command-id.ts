// What a caller calls a command.
import { z } from "zod";

/**
 * No UUIDv8: the program works such ids out for what follows from a command, and whoever gave one
 * beforehand would keep that from being done.
 */
export const CommandId = z
  .uuid()
  .refine((id) => id[14] !== "8", "A UUIDv8 is the program's own; draw a UUIDv7 or UUIDv4.")
  .describe("uuidv7 of the caller. The same id is the same command, however often it is sent.");
