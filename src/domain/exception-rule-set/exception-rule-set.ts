// The exception rules of a site as they stand. The stream's id is that of the site.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import type { RuleSet } from "../kernel/exception/rule.ts";
import { shippedRules } from "../kernel/exception/shipped.ts";
import { exceptionRuleSetEvents } from "./events.ts";

export interface RuleSetVersion extends RuleSet {
  readonly status: "draft" | "submitted" | "approved";
  /** Everybody who wrote in it: none of them approves it. */
  readonly authorIds: readonly string[];
  readonly submittedBy: string | undefined;
  readonly effectiveFrom: string | undefined;
}

/** The n-th is version n + 1. None: the rules that ship count. */
export type ExceptionRuleSetState = { readonly versions: readonly RuleSetVersion[] };

export const exceptionRuleSet = aggregate({
  category: "exceptionRuleSet",
  ofSite: true,
  scope: () => unknownScope,
  events: exceptionRuleSetEvents,
  initial: { versions: [] },
  evolve(
    { versions }: ExceptionRuleSetState,
    event: EventOf<(typeof exceptionRuleSetEvents)[number]>,
    { metadata: { actor } },
  ): ExceptionRuleSetState {
    const { version } = event.data;
    const change = (changed: Partial<RuleSetVersion>): ExceptionRuleSetState => ({
      versions: versions.map((one) => (one.version === version ? { ...one, ...changed } : one)),
    });
    switch (event.type) {
      case "ExceptionRulesDrafted": {
        const { digest, rules } = event.data;
        const former = versions[version - 1];
        const authorIds = [...(former?.authorIds ?? []), actor.id];
        const draft = { version, digest, rules, authorIds, status: "draft" as const };
        const unsettled = { submittedBy: undefined, effectiveFrom: undefined };
        const before = versions.filter((one) => one.version !== version);
        return { versions: [...before, { ...draft, ...unsettled }] };
      }
      case "ExceptionRulesSubmitted":
        return change({ status: "submitted", submittedBy: actor.id });
      case "ExceptionRulesReturned":
        return change({ status: "draft", submittedBy: undefined });
      case "ExceptionRulesApproved":
        return change({ status: "approved", effectiveFrom: event.data.effectiveFrom });
      default:
        return event satisfies never;
    }
  },
});

export const command = commandsOf(exceptionRuleSet);

/** The rules that count at this instant (UTC). */
export const effectiveRules = ({ versions }: ExceptionRuleSetState, at: string): RuleSet => {
  const found = versions.findLast(
    ({ effectiveFrom }) => effectiveFrom !== undefined && effectiveFrom <= at,
  );
  if (!found) return shippedRules;
  const { version, digest, rules } = found;
  return { version, digest, rules };
};
