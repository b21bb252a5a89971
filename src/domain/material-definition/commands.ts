// Defining, revising and approving a material. Who approves an edition has not written it.
import { commandsOf } from "../kernel/decider.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import type { Identifier } from "../kernel/identifier.ts";
import { refuseUnauthenticated, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { unitRatio } from "../kernel/quantity.ts";
import { refuse } from "../kernel/refusal.ts";
import { MaterialApproved, MaterialDefined, MaterialRevised } from "./events.ts";
import { type Definition, materialDefinition } from "./material-definition.ts";

const command = commandsOf(materialDefinition);

const reserves = {
  identifiers: ({ identifiers }: { identifiers: readonly Identifier[] }) => identifiers,
  code: "IDENTIFIER_TAKEN",
} as const;

export const defineMaterial = command(
  "DefineMaterial",
  "authorMasterData",
  MaterialDefined.data,
  (data, state) => {
    if (state.status !== "undefined") {
      if (sameContent(state.defined, data)) return [];
      return refuse("ALREADY_EXISTS", `${state.current.name} is defined here already.`);
    }
    if (!unitRatio(data.baseUnitOfMeasure)) {
      return refuse("UNIT_UNKNOWN", `${data.baseUnitOfMeasure} is not known.`);
    }
    return refuseMistyped(data.identifiers) ?? [{ type: "MaterialDefined", data }];
  },
  { reserves },
);

const Revise = MaterialRevised.data.omit({ edition: true });

export const reviseMaterial = command(
  "ReviseMaterial",
  "authorMasterData",
  Revise,
  (data, state, context) => {
    if (state.status === "undefined") return unknown;
    if (sameContent(state.current, data)) return [];
    const refused = refuseWithoutReason(context) ?? refuseMistyped(data.identifiers);
    if (refused) return refused;
    const edition = state.edition + 1;
    const before = oldValues(state.current);
    return [{ type: "MaterialRevised", data: { ...data, edition }, before }];
  },
  { reserves },
);

export const approveMaterial = command(
  "ApproveMaterial",
  "approveMasterData",
  MaterialApproved.data,
  (data, state, context) => {
    if (state.status === "undefined") return unknown;
    if (state.edition !== data.edition) {
      const shown = `Edition ${data.edition} was shown; edition ${state.edition} stands.`;
      return refuse("RECORD_CHANGED_SINCE_VIEW", shown);
    }
    if (state.status === "approved") return [];
    if (context.actor.id === state.authorId) {
      return refuse("SECOND_PERSON_REQUIRED", "Who wrote the edition does not approve it.");
    }
    return refuseUnauthenticated(context) ?? [{ type: "MaterialApproved", data }];
  },
);

const unknown = refuse("NOT_FOUND", "No material is defined under this id.");

const oldValues = ({ shelfLife, artworkVersion, ...always }: Definition) => ({
  ...always,
  shelfLife: shelfLife ?? null,
  artworkVersion: artworkVersion ?? null,
});
