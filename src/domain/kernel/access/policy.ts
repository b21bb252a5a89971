// The rules of access that a site sets: how sessions end, when accounts are locked, what a log-in
// must prove.
import { z } from "zod";

const minutes = z
  .int()
  .min(1)
  .max(24 * 60);
const days = z.int().min(1).max(3650);

export const AccessPolicy = z.strictObject({
  idleLock_min: minutes.describe("A session without activity is locked (draft Annex 11, 11.8)."),
  sessionEnd_min: minutes.describe("A session ends, whatever happens."),
  failuresToLock: z.int().min(3).max(10).describe("Failed attempts in a row before a lock."),
  lock_min: minutes.describe("The first lock; each further failure doubles it."),
  failuresToLockOut: z.int().min(4).max(20).describe("From then on somebody must unlock it."),
  secondFactor: z
    .enum(["outside", "always"])
    .describe("Asked for from outside the site's networks, or always (draft Annex 11, 11.6)."),
  deviceBoundOnly: z.boolean().describe("Passkeys that can leave their device are not taken."),
  concurrentSessions: z.enum(["warn", "refuse"]),
  training: z.enum(["refuse", "warn", "off"]),
  passwordLengthMin: z.int().min(8).max(64),
  passwordClassesMin: z.int().min(1).max(4).describe("Lower case, upper case, digits, others."),
  passwordAge_days: days
    .nullable()
    .describe("Null: a password does not age (NIST SP 800-63B-4 advises against it)."),
  keyLife_days: days.describe("The key of a service is issued for so long at most."),
  oversight_days: days.describe("The role of an inspector is granted for so long at most."),
  dormant_days: days.nullable().describe("An account not used for so long is taken as disabled."),
});
export type AccessPolicy = z.output<typeof AccessPolicy>;
