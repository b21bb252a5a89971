// `batchproof review rules`: the exception rules of the site.
import { ruleSetVersions, rulesInEffect } from "../../projections/review/rules-at.ts";
import { showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";

export const rulesLeaf = showing({
  usage: "rules",
  summary: "The exception rules in effect at the site, and every version of them",
  access: reading("getExceptionRules", "readRecords"),
  example: "batchproof review rules",
  async show({ clock, database, settings: { site } }) {
    const versions = await ruleSetVersions(database.kysely, site);
    const inEffect = rulesInEffect(versions, clock.now().toISOString());
    const rows = inEffect.rules.map(({ key, kind, severity, sections, why }) => [
      key,
      kind,
      severity,
      sections.join(", ") || "all",
      why,
    ]);
    const by = inEffect.version === 0 ? "As shipped" : `Version ${inEffect.version}`;
    return {
      about: { kind: "exceptionRuleSet", id: site },
      json: { site, inEffect, versions },
      text: (look) =>
        `${by}, SHA-256 ${inEffect.digest}\n${table(
          ["Rule", "Looks for", "Severity", "Sections", "Why"],
          rows,
          "None.",
          look,
        )}`,
    };
  },
});
