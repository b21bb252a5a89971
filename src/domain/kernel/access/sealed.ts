// Text that can be made unreadable for ever: it is encrypted before it comes into a command, under
// a key of its subject's own, and no fold, trail or export ever holds the plain text. Destroying
// the key erases it; the stored event and every proof over it stay as they are (regulatory, GD-2).
import { z } from "zod";

/** Whose key it is: a person's, for contact data; a credential's, for what proves an identity. */
export type SealedFor = "people" | "credentials";

export const erasable = (subject: SealedFor) =>
  z
    .strictObject({
      key: z.string().regex(new RegExp(`^${subject}/[0-9a-f]{32}$`)),
      cipher: z
        .string()
        .regex(/^[A-Za-z0-9_-]{22,8192}$/)
        .describe("AES-256-GCM, base64url."),
    })
    .describe("Encrypted; unreadable once the key is destroyed.")
    .meta({ erasable: subject });
export type Sealed = z.output<ReturnType<typeof erasable>>;
