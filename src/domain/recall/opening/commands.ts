// Opening, evaluating and terminating a recall.
import { toUtc } from "../../kernel/instant.ts";
import {
  refuseAhead,
  refuseUnlessPerson,
  refuseWithoutReason,
  sameContent,
} from "../../kernel/precondition.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { clockRules, dueAt } from "../clock.ts";
import { inOrder, isHeard } from "../consignee/consignee.ts";
import { accountsOf } from "../goods/goods.ts";
import { command, openRecall, type Recall, thingsOf, unresolvedIn } from "../recall.ts";
import { wasReached } from "../scope/scope.ts";
import {
  RecallAuthorityInformed,
  RecallEvaluated,
  RecallOpened,
  RecallSeedAdded,
  RecallSeedWithdrawn,
  RecallTerminated,
  seedsMax,
} from "./events.ts";

/** Which clocks run follows from the profiles; of an exercise there are none. */
export const openRecallCase = command(
  "OpenRecall",
  "manageRecall",
  RecallOpened.data.omit({ clocks: true }),
  (data, state, context) => {
    if (state.status !== "unknown") {
      const { clocks: _, ...opened } = state.opened;
      if (sameContent(opened, data)) return [];
      return refuse("ALREADY_EXISTS", "Another recall is open under this id already.");
    }
    const rules = data.mock ? [] : data.profiles.flatMap((name) => clockRules[name]);
    const clocks = rules.map(({ within, ...rule }) => ({
      ...rule,
      dueAt: dueAt(data.knownAt, within),
    }));
    const refused = refuseAhead({ ...context, occurredAt: toUtc(data.knownAt) });
    return refused ?? [{ type: "RecallOpened", data: { ...data, clocks } }];
  },
  {
    reserves: {
      identifiers: ({ number }, _, site) => [{ scheme: "recall", issuer: site, value: number }],
      code: "IDENTIFIER_TAKEN",
    },
  },
);

export const addSeed = command(
  "AddRecallSeed",
  "manageRecall",
  RecallSeedAdded.data,
  (data, state) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    if (open.seeds.includes(data.seed)) return [];
    if (open.seeds.length < seedsMax) return [{ type: "RecallSeedAdded", data }];
    return refuse(
      "MALFORMED_COMMAND",
      `A recall is of ${seedsMax} suspects at most; open another.`,
    );
  },
);

/** Of what is recorded under it something is suspect: that is left out of the scope instead. */
export const withdrawSeed = command(
  "WithdrawRecallSeed",
  "decideRecall",
  RecallSeedWithdrawn.data,
  (data, state, context) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    if (!open.seeds.includes(data.seed)) return [];
    const count = thingsOf(open, data.seed).length;
    if (count > 0 || open.seeds.length === 1) {
      const why = count > 0 ? `stands for ${count} of what is recorded` : "is the only suspect";
      return refuse("SUSPECT_STANDS", `${data.seed} ${why}.`);
    }
    const refused = refuseUnlessPerson(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecallSeedWithdrawn", data }];
  },
);

export const evaluateRecall = command(
  "EvaluateRecall",
  "decideRecall",
  RecallEvaluated.data,
  (data, state, context) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    const { evaluated } = open;
    if (evaluated && sameContent(evaluated, data)) return [];
    if ((data.effectivenessLevel === "B") !== (data.percent !== undefined)) {
      return refuse("MALFORMED_COMMAND", "Level B, and no other, says how many percent.");
    }
    const refused =
      refuseUnlessPerson(context) ?? (evaluated ? refuseWithoutReason(context) : undefined);
    const before = {
      classification: evaluated?.classification ?? null,
      depth: evaluated?.depth ?? null,
      effectivenessLevel: evaluated?.effectivenessLevel ?? null,
    };
    return refused ?? [{ type: "RecallEvaluated", data, before }];
  },
);

export const informAuthority = command(
  "InformAuthority",
  "manageRecall",
  RecallAuthorityInformed.data,
  (data, state) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    const { clocks } = open.opened;
    if (!clocks.some(({ code }) => code === data.clock)) {
      return refuse("NOT_FOUND", `The recall has no clock ${data.clock}.`);
    }
    return open.informed.has(data.clock) ? [] : [{ type: "RecallAuthorityInformed", data }];
  },
);

export const terminateRecall = command(
  "TerminateRecall",
  "decideRecall",
  RecallTerminated.data,
  (data, state, context) => {
    if (state.status === "terminated") return [];
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    const byRecorder = open.recorders.has(context.actor.id) ? endedByRecorder : undefined;
    const refused = refuseUnlessPerson(context) ?? unfinished(open) ?? byRecorder;
    return refused ?? [{ type: "RecallTerminated", data }];
  },
);

/** Otherwise one person could tell, give up and end within a minute. */
const endedByRecorder = refuse(
  "SECOND_PERSON_REQUIRED",
  "Who recorded what consignees said and what came back does not end the recall.",
);

/** Of the consignees, percent (21 CFR 7.42(b)(3)). */
const checkedShare = { A: 100, C: 10, D: 2, E: 0 } as const;

/** How many consignees must be checked, rounded up. */
export function checksAsked({ evaluated, consignees }: Recall): number {
  if (!evaluated) return consignees.size;
  const { effectivenessLevel: level, percent = 100 } = evaluated;
  const share = level === "B" ? percent : checkedShare[level];
  return Math.ceil((consignees.size * share) / 100);
}

/** The first that is missing for the end (21 CFR 7.55(a)). */
function unfinished(of: Recall): Refusal | undefined {
  const { opened, evaluated, informed, scope, consignees } = of;
  if (!evaluated) return refuse("RECALL_NOT_EVALUATED", "The hazard has not been evaluated.");
  const untold = opened.clocks.filter(({ code }) => !informed.has(code));
  if (untold.length > 0) {
    const codes = untold.map(({ code }) => code);
    return refuse("AUTHORITY_NOT_INFORMED", `Not told yet: ${codes.join(", ")}.`, { codes });
  }
  const unresolved = unresolvedIn(of);
  if (unresolved.length > 0) {
    const message = `Nothing is recorded under ${unresolved.join(", ")}.`;
    return refuse("SUSPECT_UNRESOLVED", message, { seeds: unresolved });
  }
  if (!wasReached(scope)) return refuse("SCOPE_NOT_TRACED", "No lot and no batch was reached yet.");
  const open = [...scope.proposals].filter(([, { status }]) => status === "open");
  if (open.length > 0) return refuse("NARROWING_UNDECIDED", "A proposal waits for a decision.");
  if (scope.unsettled.size > 0) {
    return refuse("HOLDS_UNSETTLED", "The holds do not stand yet as the scope asks.");
  }
  const unheard = inOrder(consignees).filter((one) => !isHeard(one));
  if (unheard.length > 0) {
    const ids = unheard.map(({ consigneeNumber }) => consigneeNumber);
    return refuse("REPLIES_MISSING", `Not heard of: ${ids.join(", ")}.`, { consignees: ids });
  }
  return unchecked(of) ?? unaccounted(of);
}

function unchecked(of: Recall): Refusal | undefined {
  const checked = inOrder(of.consignees).filter(({ effective }) => effective !== undefined);
  const failed = checked.filter(({ effective }) => effective === false);
  if (failed.length > 0) {
    const ids = failed.map(({ consigneeNumber }) => consigneeNumber);
    return refuse("RECALL_NOT_EFFECTIVE", `Not effective at: ${ids.join(", ")}.`, { ids });
  }
  const asked = checksAsked(of);
  if (checked.length >= asked) return undefined;
  return refuse("CHECKS_MISSING", `${checked.length} of ${asked} consignees are checked.`);
}

function unaccounted(of: Recall): Refusal | undefined {
  const accounts = accountsOf(of);
  const missing = accounts.filter(({ isAccounted }) => !isAccounted);
  if (missing.length > 0) {
    const lots = missing.map(({ materialLotId }) => materialLotId);
    return refuse("GOODS_UNACCOUNTED", "Goods are neither back nor gone.", { lots });
  }
  const waiting = accounts.filter(({ isDisposed }) => !isDisposed);
  if (waiting.length === 0) return undefined;
  const lots = waiting.map(({ materialLotId }) => materialLotId);
  return refuse("GOODS_NOT_DISPOSED", "What came back has not been disposed of.", { lots });
}
