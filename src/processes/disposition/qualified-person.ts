// Who certifies: of a product that is made by a master of EU GMP Part I it is a Qualified Person,
// by an entry for the site and the product on that day (EU GMP Annex 16; Annex 11, 15).
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
  { site, judgedOn: date }: Context,
): QualifiedAs | Refusal | undefined {
  const lot = evidence.of(materialLot, materialLotId);
  if (!isCertifying(decision) || !lot || lot.status === "unknown") return undefined;
  const { materialDefinitionId } = lot.material;
  const isProduct = madeBy(evidence, materialLotId).some((id) => {
    const made = evidence.of(batch, id);
    return (
      made?.status !== undefined &&
      made.status !== "unknown" &&
      made.copied?.recipe.profiles.includes("eu-gmp-p1") === true &&
      made.issued.material.materialDefinitionId === materialDefinitionId
    );
  });
  if (!isProduct) return undefined;
  const of = { site, materialDefinitionId, date };
  const message = "Whoever decides has no entry as Qualified Person for the product here today.";
  return qualifiedFor(decider, of) ?? refuse("QP_REQUIRED", message, { sections: [30], ...of });
}
