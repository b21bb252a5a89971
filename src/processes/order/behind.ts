// What stands behind an act of a batch in other streams: the order that it was issued for, and the
// deviations under which overrides that the act names were authorised. Which they are the batch
// says; how they stand is read together with the decision.
import { type BatchState, batch } from "../../domain/batch/batch.ts";
import { deviation } from "../../domain/deviation/deviation.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { type OrderState, order } from "../../domain/order/order.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { readMore } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, readsOf } from "../material/judgement/evidence.ts";

type States = Readonly<Record<string, unknown>>;
type OverrideIds = readonly string[] | undefined;

/** To be read by the decision on the act; asked again where that answers `readMore`. */
export async function readsBehind(
  handler: Handler,
  batchId: string,
  overrideIds: OverrideIds,
): Promise<Readonly<Record<string, AnyRead>>> {
  const { state } = await handler.load(batch, batchId);
  const orderId = orderIdOf(state);
  return readsOf([
    ...(orderId === undefined ? [] : [[order, orderId] as const]),
    ...deviationIdsOf(state, overrideIds).map((id) => [deviation, id] as const),
  ]);
}

/**
 * The order; OVERRIDE_NOT_OPEN where an override was authorised under a deviation that is closed by
 * now; `readMore` where the batch names more than was read.
 */
export function orderBehind(
  states: States,
  state: BatchState,
  overrideIds: OverrideIds,
): OrderState | Refusal {
  const evidence = evidenceIn(states);
  const under = deviationIdsOf(state, overrideIds).map((id) => evidence.of(deviation, id));
  const orderId = orderIdOf(state);
  const of = orderId === undefined ? order.initial : evidence.of(order, orderId);
  if (of === undefined || under.includes(undefined)) return readMore;
  if (!under.some((one) => one?.status === "closed")) return of;
  return refuse("OVERRIDE_NOT_OPEN", "The deviation of an override that it names is closed.");
}

/** As far as it stands in the way of an act. */
export function refuseBehind(...asked: Parameters<typeof orderBehind>): Refusal | undefined {
  const found = orderBehind(...asked);
  return isRefusal(found) ? found : undefined;
}

const orderIdOf = (state: BatchState): string | undefined =>
  state.status === "unknown" ? undefined : state.issued.orderId;

const deviationIdsOf = (state: BatchState, overrideIds: OverrideIds = []): readonly string[] =>
  state.status === "unknown"
    ? []
    : overrideIds.flatMap((id) => state.deviations.overrides.get(id)?.deviationId ?? []);
