// What happens to the log as a whole: who signs its heads from now on, that it was brought back
// from a backup. Each but the last begins an epoch: heads of more events than stand before it are
// signed with its key (design, section 4).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Digest, Name, Text } from "../kernel/shape/reference.ts";

const PublicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .describe("Ed25519: 32 bytes in Base64.");

const keys = { formerPublicKey: PublicKey, publicKey: PublicKey };
const keyLabels = { formerPublicKey: "Former public key", publicKey: "Public key" };

/** The log keeps its name. The former key hands over to the new one. */
export const SigningKeyRotated = eventType("SigningKeyRotated", {
  data: z.strictObject(keys),
  action: "configuration",
  criticality: "major",
  labels: keyLabels,
  subjects: () => [],
  sentence: () => "The key that signs the log was replaced; the former one hands over to it",
  entry: "System",
});

/** Nobody can hand over: the log goes on under a new name, the id of this event. */
export const SigningKeyLost = eventType("SigningKeyLost", {
  data: z.strictObject({ formerOrigin: Name, ...keys }),
  action: "configuration",
  criticality: "critical",
  labels: { formerOrigin: "Former name of the log", ...keyLabels },
  subjects: () => [],
  sentence: ({ formerOrigin }) =>
    `The key that signed ${formerOrigin} is lost; the log goes on under a new name and key`,
  entry: "System",
});

/**
 * Two heads of one name over other events would be equivocation: what was lost may be signed.
 */
export const LogRestored = eventType("LogRestored", {
  data: z.strictObject({
    formerOrigin: Name,
    size: z.int().min(1).describe("Events that were restored: the log index of this event."),
    root: Digest.describe("Root of the tree over them, hexadecimal."),
    left: z
      .array(Name)
      .min(1)
      .exactOptional()
      .describe("Names that the log had after what was restored: their heads are left behind."),
    ...keys,
  }),
  action: "configuration",
  criticality: "critical",
  labels: {
    formerOrigin: "Former name of the log",
    size: "Events restored",
    root: "Root over them",
    left: "Names left behind",
    ...keyLabels,
  },
  subjects: () => [],
  sentence: ({ formerOrigin, size }) =>
    `The log ${formerOrigin} was restored from a backup of ${size} events`,
  entry: "System",
});

export const SigningKeyHandedOver = eventType("SigningKeyHandedOver", {
  data: z.strictObject({ note: Text.describe("Signed by the former key and by the new one.") }),
  action: "configuration",
  criticality: "major",
  labels: { note: "Hand-over" },
  subjects: () => [],
  sentence: () => "The former key that signed the log has handed over to the new one",
  entry: "System",
});

export const logEvents = [
  SigningKeyRotated,
  SigningKeyLost,
  LogRestored,
  SigningKeyHandedOver,
] as const;
