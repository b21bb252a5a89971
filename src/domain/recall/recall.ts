// A recall, a withdrawal or a correction: one stream, and the fold that hands each event to the
// activity it belongs to.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../kernel/decider.ts";
import { among, type EventOf } from "../kernel/event-type.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { recallHoldPrefix } from "../kernel/shape/hold.ts";
import { type ConsigneePart, evolveConsignee, withShipped } from "./consignee/consignee.ts";
import { consigneeEvents } from "./consignee/events.ts";
import { goodsEvents } from "./goods/events.ts";
import { evolveGoods, type GoodsPart, noGoods } from "./goods/goods.ts";
import {
  openingEvents,
  type RecallEvaluated,
  type RecallOpened,
  type Thing,
} from "./opening/events.ts";
import { scopeEvents } from "./scope/events.ts";
import { evolveScope, noScope, resettled, type ScopePart } from "./scope/scope.ts";

type Opened = EventOf<typeof RecallOpened>["data"];
type Evaluated = EventOf<typeof RecallEvaluated>["data"];

export interface Recall {
  readonly status: "open" | "terminated";
  readonly opened: Opened;
  /** Those it was opened with, and those that were added and not withdrawn. */
  readonly seeds: readonly string[];
  /** What each seed was found to stand for, by seed and by `thingKey`; it stays so. */
  readonly found: ReadonlyMap<string, Keyed<Thing>>;
  /** Server's time, of each seed that was added. */
  readonly addedAt: ReadonlyMap<string, string>;
  readonly evaluated: Evaluated | undefined;
  /** When, by codes of the clocks that were answered. */
  readonly informed: ReadonlyMap<string, string>;
  readonly scope: ScopePart;
  readonly consignees: ConsigneePart;
  readonly goods: GoodsPart;
  /** Who told consignees, and recorded what they answered, what came back and what became of it. */
  readonly recorders: ReadonlySet<string>;
}
export type RecallState = { readonly status: "unknown" } | Recall;

export const recallEvents = [
  ...openingEvents,
  ...scopeEvents,
  ...consigneeEvents,
  ...goodsEvents,
] as const;
export type RecallEvent = EventOf<(typeof recallEvents)[number]>;

const isScope = among(scopeEvents);
const isConsignee = among(consigneeEvents);
const isGoods = among(goodsEvents);

export const recall = aggregate({
  category: "recall",
  ofSite: false,
  // It may come to concern any material, whoever owns it.
  scope: () => unknownScope,
  events: recallEvents,
  initial: { status: "unknown" },
  evolve(state: RecallState, event, recorded): RecallState {
    if (event.type === "RecallOpened") return begun(event.data);
    if (state.status === "unknown") return state;
    if (isScope(event)) {
      const scope = evolveScope(state.scope, event, recorded);
      const { consignees } = state;
      if (event.type !== "RecallScopeWidened") return { ...state, scope };
      return { ...state, scope, consignees: withShipped(consignees, event.data.shipments) };
    }
    const recorders = new Set(state.recorders).add(recorded.metadata.actor.id);
    if (isConsignee(event)) {
      return { ...state, recorders, consignees: evolveConsignee(state.consignees, event) };
    }
    if (isGoods(event)) {
      return { ...state, recorders, goods: evolveGoods(state.goods, event) };
    }
    switch (event.type) {
      case "RecallSeedAdded":
      case "RecallSeedResolved":
      case "RecallSeedWithdrawn": {
        const scope = resettled(state.scope, recorded.id);
        return { ...evolveSeeds(state, event, recorded.metadata.recordedAt), scope };
      }
      case "RecallEvaluated":
        return { ...state, evaluated: event.data };
      case "RecallAuthorityInformed":
        return {
          ...state,
          informed: new Map(state.informed).set(event.data.clock, recorded.metadata.occurredAt),
        };
      case "RecallTerminated":
        return { ...state, status: "terminated" };
      default:
        return event satisfies never;
    }
  },
});

const begun = (opened: Opened): Recall => ({
  status: "open",
  opened,
  seeds: opened.seeds,
  found: new Map(),
  addedAt: new Map(),
  evaluated: undefined,
  informed: new Map(),
  scope: noScope,
  consignees: keyed(),
  goods: noGoods,
  recorders: new Set(),
});

type SeedEvent = Extract<RecallEvent, { readonly type: `RecallSeed${string}` }>;

function evolveSeeds(state: Recall, { type, data }: SeedEvent, at: string): Recall {
  const { seed } = data;
  switch (type) {
    case "RecallSeedAdded":
      return {
        ...state,
        seeds: [...state.seeds, seed],
        addedAt: new Map(state.addedAt).set(seed, at),
      };
    case "RecallSeedResolved": {
      const known = data.things.reduce(
        (some, one) => some.with(thingKey(one), one),
        state.found.get(seed) ?? keyed<Thing>(),
      );
      return { ...state, found: new Map(state.found).set(seed, known) };
    }
    case "RecallSeedWithdrawn": {
      const addedAt = new Map(state.addedAt);
      addedAt.delete(seed);
      return { ...state, seeds: state.seeds.filter((one) => one !== seed), addedAt };
    }
    default:
      return type satisfies never;
  }
}

export const thingKey = ({ kind, id }: Thing): string => `${kind} ${id}`;

export const thingsOf = ({ found }: Pick<Recall, "found">, seed: string): readonly Thing[] => [
  ...(found.get(seed)?.values() ?? []),
];

/** What it is traced from. */
export const suspectsIn = (of: Pick<Recall, "seeds" | "found">) =>
  of.seeds.map((seed) => ({ seed, known: thingsOf(of, seed) }));

/** What is suspect, and up to where it was traced. */
export const scopedIn = (of: Recall) => ({ suspects: suspectsIn(of), asOf: of.scope.asOf });

/** Seeds under which nothing is recorded, as far as it was traced. */
export const unresolvedIn = ({ seeds, found }: Pick<Recall, "seeds" | "found">) =>
  seeds.filter((seed) => !found.has(seed));

export const command = commandsOf(recall);

/** What its holds are called on every stream. */
export const holdIdOf = (recallId: string): string => `${recallHoldPrefix}${recallId}`;

/** The recall as long as something can still be done in it. */
export function openRecall(state: RecallState): Recall | Refusal {
  if (state.status === "unknown") return unknownRecall;
  if (state.status === "open") return state;
  return refuse("RECALL_TERMINATED", `${state.opened.number} is terminated.`);
}

/** Also after its end, when its holds still stand. */
export const knownRecall = (state: RecallState): Recall | Refusal =>
  state.status === "unknown" ? unknownRecall : state;

/** Lots that were never in its scope: a wrong id, mostly, that would count nowhere. */
export function refuseStrange(
  { scope }: Pick<Recall, "scope">,
  lines: readonly { readonly materialLotId: string }[],
): Refusal | undefined {
  const strange = lines.flatMap((one) =>
    scope.lots.has(one.materialLotId) ? [] : one.materialLotId,
  );
  if (strange.length === 0) return undefined;
  const ids = [...new Set(strange)];
  return refuse("NOT_IN_SCOPE", `No lots of the recall: ${ids.join(", ")}.`, { lots: ids });
}

export const unknownRecall = refuse("NOT_FOUND", "There is no recall under this id.");
