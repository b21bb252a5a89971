// What a person may do, where and for how long; and whether the account may be used at all.
import { z } from "zod";
import { Duty } from "../../kernel/access/duty.ts";
import { GrantScope } from "../../kernel/access/standing.ts";
import { eventType } from "../../kernel/event-type.ts";
import { Instant } from "../../kernel/instant.ts";
import { Name } from "../../kernel/shape/reference.ts";

const role = z.string().regex(/^[a-z][A-Za-z]{1,39}$/);

/** Annex 11, 12.3: requester in the data, who granted it is the actor, and from when it holds. */
export const PersonRoleGranted = eventType("PersonRoleGranted", {
  data: z.strictObject({
    role,
    duty: Duty.describe("Of the role, as of then."),
    scope: GrantScope,
    from: Instant.exactOptional(),
    until: Instant.describe(
      "Not in it. An inspector's account is always boxed in.",
    ).exactOptional(),
    requestedBy: Name.exactOptional(),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: {
    role: "Role",
    duty: "Duty",
    scope: "For",
    from: "From",
    until: "Until",
    requestedBy: "Requested by",
  },
  subjects: ({ role: id, scope }) => [
    { role: id },
    ...(scope.materials === "all" ? [] : scope.materials).map((one) => ({
      materialDefinition: one,
    })),
    ...(scope.clients === "all" ? [] : scope.clients).map((party) => ({ party })),
  ],
  sentence: ({ role: id, scope, from, until }, show) => {
    const parts = [
      scope.sites === "all" ? "" : `at ${scope.sites.join(", ")}`,
      scope.materials === "all"
        ? ""
        : `for ${scope.materials.map(show.materialDefinition).join(", ")}`,
      scope.clients === "all" ? "" : `for ${scope.clients.map(show.party).join(", ")}`,
      from ? `from ${from}` : "",
      until ? `until ${until}` : "",
    ].filter((part) => part !== "");
    return [`Role ${show.role(id)} granted`, ...parts].join(", ");
  },
  entry: "Security",
});

export const PersonRoleRevoked = eventType("PersonRoleRevoked", {
  data: z.strictObject({ role, duty: Duty.describe("Of the role, as it was granted.") }),
  action: "accessRight",
  criticality: "critical",
  labels: { role: "Role", duty: "Duty" },
  subjects: ({ role: id }) => [{ role: id }],
  sentence: ({ role: id }, show) => `Role ${show.role(id)} revoked`,
  entry: "Security",
});

export const PersonDisabled = eventType("PersonDisabled", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Account disabled",
  entry: "Security",
});

export const PersonEnabled = eventType("PersonEnabled", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Account enabled again",
  entry: "Security",
});

export const PersonLeft = eventType("PersonLeft", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Left: every role ended, the username is never given again",
  entry: "Security",
});

export const rightEvents = [
  PersonRoleGranted,
  PersonRoleRevoked,
  PersonDisabled,
  PersonEnabled,
  PersonLeft,
] as const;
