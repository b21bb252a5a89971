// Who may supply a material to a site, and who may have made it: two approvals, for a broker who is
// trusted does not vouch for every maker (21 CFR 211.84; EU GMP, Chapter 5, Qualification of
// suppliers). By whom and when stands in the metadata.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Id, MaterialReference, Text } from "../../kernel/shape/reference.ts";

const Role = z
  .enum(["supplier", "manufacturer"])
  .describe("Whether goods may come from it, or may have been made by it.");
export type SourceRole = z.output<typeof Role>;

export const SourceApproved = eventType("SourceApproved", {
  data: z.strictObject({
    role: Role,
    material: MaterialReference,
    site: Id,
    from: DateOnly,
    until: DateOnly.exactOptional().describe("The last day; absent: until it is suspended."),
    conditions: Text.exactOptional().describe(
      "Present: approved on conditions, and every lot is tested in full.",
    ),
  }),
  action: "approve",
  criticality: "critical",
  labels: {
    role: "As",
    material: "Material",
    site: "For site",
    from: "From",
    until: "Until",
    conditions: "Conditions",
  },
  subjects: ({ material }) => [{ materialDefinition: material.materialDefinitionId }],
  sentence: ({ role, material, site, from, until, conditions }) => {
    const to = until ? ` until ${until}` : "";
    const on = conditions ? `, on condition: ${conditions}` : "";
    return `Approved as ${role} of ${material.name} for ${site} from ${from}${to}${on}`;
  },
  entry: "Status Change",
});

export const SourceSuspended = eventType("SourceSuspended", {
  data: z.strictObject({ role: Role, material: MaterialReference, site: Id }),
  action: "void",
  criticality: "critical",
  labels: { role: "As", material: "Material", site: "For site" },
  subjects: ({ material }) => [{ materialDefinition: material.materialDefinitionId }],
  sentence: ({ role, material, site }) => `Suspended as ${role} of ${material.name} for ${site}`,
  entry: "Status Change",
});

export const sourceEvents = [SourceApproved, SourceSuspended] as const;
