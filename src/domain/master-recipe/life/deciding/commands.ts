// Checking a version, and bringing it into use and out of it. Whoever decides has not written it.
import type { Context } from "../../../kernel/decider.ts";
import { Instant, toUtc } from "../../../kernel/instant.ts";
import { refuseUnlessPerson, refuseWithoutReason } from "../../../kernel/precondition.ts";
import { isRefusal, type Refusal, refuse } from "../../../kernel/refusal.ts";
import { RecipeApproved, RecipeMadeEffective, RecipeReturned, RecipeWithdrawn } from "../events.ts";
import { command, type MasterRecipeState, type Version } from "../master-recipe.ts";
import { versionShown } from "../shown.ts";

export const returnRecipe = command(
  "ReturnRecipe",
  "approveMasterData",
  RecipeReturned.data,
  (data, state, context) => {
    const found = submitted(state, data);
    if (isRefusal(found)) return found;
    return refuseNotIndependent(found, context) ?? [{ type: "RecipeReturned", data }];
  },
);

/** 21 CFR 211.186(a): independently checked, dated and signed by a second person. */
export const approveRecipe = command(
  "ApproveRecipe",
  "approveMasterData",
  RecipeApproved.data,
  (data, state, context) => {
    const version = state.versions[data.version - 1];
    if (version?.status === "approved" && version.digest === data.digest) return [];
    const found = submitted(state, data);
    if (isRefusal(found)) return found;
    return refuseNotIndependent(found, context) ?? [{ type: "RecipeApproved", data }];
  },
);

export const makeRecipeEffective = command(
  "MakeRecipeEffective",
  "approveMasterData",
  RecipeMadeEffective.data.extend({
    effectiveFrom: Instant.exactOptional().describe("Now, where it is not said."),
  }),
  (data, state, context) => {
    const found = versionShown(state, data);
    if (isRefusal(found)) return found;
    if (found.status !== "approved") {
      return refuse("MASTER_NOT_APPROVED", `Version ${data.version} is not approved.`);
    }
    const effectiveFrom = toUtc(data.effectiveFrom ?? context.at);
    if (isSettled(found, data.effectiveFrom, context)) return [];
    const refused =
      refuseUnlessPerson(context) ?? refuseTooEarly(state, found, effectiveFrom, context);
    if (refused) return refused;
    const superseded = state.versions.filter(
      ({ version, effectiveFrom: since, supersededBy: by }) =>
        version < data.version && since !== undefined && (by ?? data.version) === data.version,
    );
    return [
      { type: "RecipeMadeEffective" as const, data: { ...data, effectiveFrom } },
      ...superseded.map(({ version }) => ({
        type: "RecipeSuperseded" as const,
        data: { version, by: data.version, from: effectiveFrom },
      })),
    ];
  },
);

/** Of what is effective, or will be: no batch is issued by it any more. */
export const withdrawRecipe = command(
  "WithdrawRecipe",
  "approveMasterData",
  RecipeWithdrawn.data,
  (data, state, context) => {
    const found = state.versions[data.version - 1];
    if (!found) return refuse("NOT_FOUND", `There is no version ${data.version}.`);
    if (found.status === "withdrawn") return [];
    if (found.status !== "approved" || found.effectiveFrom === undefined) {
      return refuse("MASTER_NOT_EFFECTIVE", `Version ${data.version} is not in use.`);
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecipeWithdrawn", data }];
  },
);

/** It is effective already where now is meant, or from the same instant on. */
const isSettled = (
  { effectiveFrom: since }: Version,
  from: string | undefined,
  { at }: Context,
): boolean => since !== undefined && (from === undefined ? since <= at : since === toUtc(from));

function submitted(
  state: MasterRecipeState,
  shown: Pick<Version, "version" | "digest">,
): Version | Refusal {
  const found = versionShown(state, shown);
  if (isRefusal(found) || found.status === "submitted") return found;
  return refuse("MASTER_NOT_SUBMITTED", `Version ${shown.version} was not submitted.`);
}

function refuseNotIndependent(version: Version, context: Context): Refusal | undefined {
  const { id } = context.actor;
  if (version.preparer?.id === id) {
    return refuse("SECOND_PERSON_REQUIRED", "Who prepared the version does not check it.");
  }
  if (version.authorIds.includes(id)) {
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who wrote in the version does not check it.");
  }
  return refuseUnlessPerson(context) ?? refuseSameRole(version, context);
}

/** ICH Q7, 6.40: the second signature is that of the quality unit. */
function refuseSameRole({ recipe, preparer }: Version, { actor }: Context): Refusal | undefined {
  const isSame = actor.kind === "person" && preparer?.role === actor.role;
  if (!recipe.profiles.includes("ich-q7") || !isSame) return undefined;
  return refuse("SOD_CONFLICT", `It was prepared in the role ${actor.role} as well.`);
}

function refuseTooEarly(
  { versions }: MasterRecipeState,
  { version, effectiveFrom }: Version,
  from: string,
  { at }: Context,
): Refusal | undefined {
  const message = `Version ${version} cannot be effective from ${from}.`;
  if (from < at) return refuse("EFFECTIVE_TOO_EARLY", `${message} It is ${at}.`);
  if (effectiveFrom !== undefined && effectiveFrom <= at) {
    return refuse("ALREADY_EXISTS", `Version ${version} is effective since ${effectiveFrom}.`);
  }
  const other = versions.find(
    (one) =>
      one.status !== "withdrawn" &&
      one.effectiveFrom !== undefined &&
      (one.version > version || (one.version < version && one.effectiveFrom > from)),
  );
  if (!other) return undefined;
  return refuse(
    "EFFECTIVE_TOO_EARLY",
    `${message} Version ${other.version} stands from ${other.effectiveFrom}.`,
  );
}
