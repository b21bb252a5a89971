// How an event names other things: by id, and by value where a record must show the name as it was
// then (ES-13).
import { z } from "zod";

export const Id = z.string().min(1).max(120);
export const EventId = z.uuid().describe("The event that is meant.");
export const Name = z.string().min(1).max(200);
export const Text = z.string().min(1).max(4000);
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256, hexadecimal.");

/** Where goods may be sold: a country by ISO 3166-1 alpha-2, or as the licence calls it. */
export const Market = z.string().min(1).max(120);

export const MaterialReference = z.strictObject({ materialDefinitionId: Id, name: Name });
export type MaterialReference = z.output<typeof MaterialReference>;

export const PartyReference = z.strictObject({ partyId: Id, name: Name });
export type PartyReference = z.output<typeof PartyReference>;
