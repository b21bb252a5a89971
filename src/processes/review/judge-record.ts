// Judging entries, and approving for production, by the exception rules that count at its site at
// the moment, from the log.
import { approveProduction, judgeException } from "../../domain/batch/review/commands.ts";
import {
  effectiveRules,
  exceptionRuleSet,
} from "../../domain/exception-rule-set/exception-rule-set.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { RuleSet } from "../../domain/kernel/exception/rule.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";

/** What a command reads of the rules: those of the site where it is given. */
export const rulesOf = (site: string) => ({ aggregate: exceptionRuleSet, id: () => site });

const byRules =
  <State, Data extends { readonly ruleSet?: RuleSet }, Event extends AnyEvent>(
    base: Command<State, Data, Event>,
  ) =>
  (handler: Handler, call: Call, session: Session): Promise<Answer> => {
    const command: Command<State, Data, Event, { rules: ReturnType<typeof rulesOf> }> = {
      ...base,
      reads: { rules: rulesOf(session.site) },
      decide(data, state, { also, ...context }) {
        const ruleSet = effectiveRules(also.rules, context.at);
        return base.decide({ ...data, ruleSet }, state, { ...context, also: {} });
      },
    };
    return handler.execute(command, call, session);
  };

export const judgeByRules = byRules(judgeException);
export const approveProductionByRules = byRules(approveProduction);
