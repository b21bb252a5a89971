// What an act names that it would be refused without.
import { z } from "zod";
import { Id } from "./reference.ts";

export const OverrideIds = z
  .array(Id)
  .exactOptional()
  .describe("Authorised overrides that the act uses up.");
