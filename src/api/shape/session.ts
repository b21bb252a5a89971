// What is said of a session on the wire. Never its secret.
import { z } from "zod";
import { GrantScope, RightName } from "../../domain/kernel/access/standing.ts";
import { Actor, Authentication } from "../../domain/kernel/metadata.ts";
import { credentialKinds } from "../../domain/person/credential/events.ts";

const Instant = z.iso.datetime({ offset: true });

export const LoggedInShape = z
  .object({
    sessionId: z.string(),
    personId: z.string(),
    endsAt: Instant,
    warnings: z.array(z.string()).readonly().describe("CONCURRENT_SESSION: open elsewhere too."),
  })
  .meta({ id: "LoggedIn" });

export const WhoShape = z
  .object({
    peopleExist: z.boolean().describe("Whether everybody must log in."),
    actor: Actor,
    site: z.string(),
    authentication: Authentication,
    locked: z.boolean(),
    endsAt: Instant.nullable(),
    roles: z.array(
      z.object({
        role: z.string(),
        scope: GrantScope,
        from: Instant.nullable(),
        until: Instant.nullable(),
        trainingsMissing: z.array(z.string()),
      }),
    ),
    rights: z.array(RightName),
    identityVerified: z.boolean(),
    statement: z
      .object({
        version: z.string(),
        text: z.string(),
        digest: z.string(),
        accepted: z.boolean(),
      })
      .nullable(),
    mustChangePassword: z.boolean(),
    credentials: z.array(
      z.object({
        credentialId: z.string(),
        kind: z.enum(credentialKinds),
        label: z.string().nullable(),
        setAt: Instant,
      }),
    ),
  })
  .meta({ id: "Who" });
