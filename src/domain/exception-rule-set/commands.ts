// Writing the exception rules of a site, and having another person approve them over the digest.
import type { Context } from "../kernel/decider.ts";
import { Instant, toUtc } from "../kernel/instant.ts";
import { refuseUnlessPerson, refuseWithoutReason } from "../kernel/precondition.ts";
import { digestOf } from "../kernel/recipe/digest.ts";
import { isRefusal, type Refusal, refuse } from "../kernel/refusal.ts";
import {
  ExceptionRulesApproved,
  ExceptionRulesDrafted,
  ExceptionRulesReturned,
  ExceptionRulesSubmitted,
} from "./events.ts";
import { command, type ExceptionRuleSetState, type RuleSetVersion } from "./exception-rule-set.ts";

/** The next version, or another content of the one that is open. */
export const draftExceptionRules = command(
  "DraftExceptionRules",
  "authorMasterData",
  ExceptionRulesDrafted.data.pick({ rules: true, replaces: true }),
  ({ rules, replaces }, { versions }, context) => {
    const digest = digestOf(rules);
    const last = versions.at(-1);
    if (last?.digest === digest) return [];
    const refused = refuseElsewhere(context) ?? refuseTwice(rules.map(({ key }) => key));
    if (refused) return refused;
    if (!last || last.status === "approved") {
      const data = { version: versions.length + 1, digest, rules };
      return [{ type: "ExceptionRulesDrafted", data }];
    }
    if (replaces !== last.digest) return changedSince(last);
    const data = { version: last.version, digest, rules, replaces };
    return refuseWithoutReason(context) ?? [{ type: "ExceptionRulesDrafted", data }];
  },
);

export const submitExceptionRules = command(
  "SubmitExceptionRules",
  "authorMasterData",
  ExceptionRulesSubmitted.data,
  (data, state, context) => {
    const found = shown(state, data);
    if (isRefusal(found)) return found;
    if (found.status !== "draft") return [];
    const refused = refuseUnlessPerson(context) ?? refuseWithoutOverride(found);
    return refused ?? [{ type: "ExceptionRulesSubmitted", data }];
  },
);

export const returnExceptionRules = command(
  "ReturnExceptionRules",
  "approveMasterData",
  ExceptionRulesReturned.data,
  (data, state, context) => {
    const found = submitted(state, data);
    if (isRefusal(found)) return found;
    return refuseNotIndependent(found, context) ?? [{ type: "ExceptionRulesReturned", data }];
  },
);

export const approveExceptionRules = command(
  "ApproveExceptionRules",
  "approveMasterData",
  ExceptionRulesApproved.data.extend({
    effectiveFrom: Instant.exactOptional().describe("Now, where it is not said."),
  }),
  (data, state, context) => {
    const effectiveFrom = toUtc(data.effectiveFrom ?? context.at);
    const version = state.versions[data.version - 1];
    if (version?.status === "approved" && version.digest === data.digest) return [];
    const found = submitted(state, data);
    if (isRefusal(found)) return found;
    const refused =
      refuseNotIndependent(found, context) ?? refuseEarly(effectiveFrom, state, context);
    return refused ?? [{ type: "ExceptionRulesApproved", data: { ...data, effectiveFrom } }];
  },
);

const refuseElsewhere = ({ id, site }: Context): Refusal | undefined =>
  id === site
    ? undefined
    : refuse("NOT_FOUND", `The exception rules of this site have its id, ${site}.`);

function refuseTwice(keys: readonly string[]): Refusal | undefined {
  const twice = keys.find((key, n) => keys.indexOf(key) !== n);
  return twice === undefined ? undefined : refuse("RULES_FAULTY", `Two rules are called ${twice}.`);
}

/** What departs from the master during a run is an exception by whichever rules a site has. */
function refuseWithoutOverride({ rules }: RuleSetVersion): Refusal | undefined {
  const isAlways = rules.some(
    ({ kind, severity, sections }) =>
      kind === "override" && severity === "critical" && sections.length === 0,
  );
  if (isAlways) return undefined;
  const message = "They have no critical rule of kind override for all sections.";
  return refuse("RULES_FAULTY", message);
}

type Seen = Pick<RuleSetVersion, "version" | "digest">;

function shown({ versions }: ExceptionRuleSetState, seen: Seen): RuleSetVersion | Refusal {
  const found = versions[seen.version - 1];
  if (!found) return refuse("NOT_FOUND", `There is no version ${seen.version}.`);
  return found.digest === seen.digest ? found : changedSince(found);
}

const changedSince = ({ version, digest }: Seen): Refusal =>
  refuse("RECORD_CHANGED_SINCE_VIEW", `Version ${version} has the digest ${digest} by now.`);

function submitted(state: ExceptionRuleSetState, seen: Seen): RuleSetVersion | Refusal {
  const found = shown(state, seen);
  if (isRefusal(found) || found.status === "submitted") return found;
  return refuse("MASTER_NOT_SUBMITTED", `Version ${seen.version} was not submitted.`);
}

function refuseNotIndependent(found: RuleSetVersion, context: Context): Refusal | undefined {
  const { id } = context.actor;
  if (found.submittedBy === id) {
    return refuse("SECOND_PERSON_REQUIRED", "Who submitted the rules does not approve them.");
  }
  if (found.authorIds.includes(id)) {
    return refuse("REVIEWER_NOT_INDEPENDENT", "Who wrote the rules does not approve them.");
  }
  return refuseUnlessPerson(context);
}

/** Neither before now, nor before the version that it follows. */
function refuseEarly(
  from: string,
  { versions }: ExceptionRuleSetState,
  { at }: Context,
): Refusal | undefined {
  const later = versions.find(({ effectiveFrom: since }) => since !== undefined && since > from);
  if (from >= at && !later) return undefined;
  return refuse("EFFECTIVE_TOO_EARLY", `The rules cannot be effective from ${from}. It is ${at}.`);
}
