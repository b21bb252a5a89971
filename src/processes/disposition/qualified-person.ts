// Who certifies: of a product that is made by a master of EU GMP Part I it is a Qualified Person,
// by an entry on that day for the product and for the site where it was made (EU GMP Annex 16;
// Annex 11, 15).
import { batch } from "../../domain/batch/batch.ts";
import { isCertifying } from "../../domain/disposition/commands.ts";
import type { QualifiedAs } from "../../domain/kernel/access/qualified-as.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { PersonState } from "../../domain/person/person.ts";
import { qualifiedFor } from "../../domain/person/qualified-person/qualified-person.ts";
import type { Evidence } from "../material/judgement/evidence.ts";
import { madeBy } from "../material/judgement/lacks.ts";
import type { Data } from "./asked-of-lot.ts";

/** Undefined: the decision certifies nothing that takes one. QP_REQUIRED: the person is none. */
export function certifying(
  { materialLotId, decision }: Data,
  evidence: Evidence,
  decider: PersonState,
  { judgedOn: date }: Context,
): QualifiedAs | Refusal | undefined {
  const lot = evidence.of(materialLot, materialLotId);
  if (!isCertifying(decision) || !lot || lot.status === "unknown") return undefined;
  const { materialDefinitionId, name } = lot.material;
  const made = madeBy(evidence, materialLotId)
    .map((id) => evidence.of(batch, id))
    .filter((one) => one !== undefined && one.status !== "unknown")
    .filter(
      ({ copied, issued }) =>
        copied?.recipe.profiles.includes("eu-gmp-p1") === true &&
        issued.material.materialDefinitionId === materialDefinitionId,
    );
  if (made.length === 0) return undefined;
  // Where it was made, wherever it is decided.
  const sites = [...new Set(made.map(({ site }) => site))].sort();
  const of = { sites, materialDefinitionId, date };
  const who = decider.status === "unknown" ? "Whoever decides" : decider.printedName;
  const message =
    `${who} has no entry as Qualified Person for ${name} made at ${sites.join(", ")} on ${date}. ` +
    "Who has one decides, or somebody who manages people enters one: docs/review.md.";
  return qualifiedFor(decider, of) ?? refuse("QP_REQUIRED", message, { sections: [30], ...of });
}
