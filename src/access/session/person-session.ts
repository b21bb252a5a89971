// A person as the one who acts: by value as of now, with what they are known to be allowed.

import type { Standing } from "../../domain/kernel/access/standing.ts";
import type { Authentication } from "../../domain/kernel/metadata.ts";
import type { Person } from "../../domain/person/person.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import type { Place } from "../parts.ts";

/** Where nothing but one's own account is concerned, nothing has to be granted. */
const nothing: Standing = {
  grants: [],
  identityVerified: false,
  statementAccepted: false,
  training: "refuse",
  mustChangePassword: false,
};

/** The role of a command is the one that allows it; this one stands where none is needed. */
export const personSession = (
  place: Place,
  id: string,
  { enrolled: { username }, printedName, grants }: Person,
  authentication: Authentication,
  permits: Standing = nothing,
): Session => ({
  ...place,
  actor: {
    kind: "person",
    id,
    username,
    printedName,
    role: [...grants.keys()].join(", ") || "none",
  },
  authentication,
  permits,
});
