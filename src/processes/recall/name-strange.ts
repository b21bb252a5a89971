// A command of a recall that names lots or batches: what is refused as not in the scope is named as
// people know it, and as it was typed, beside the id.
import { batch } from "../../domain/batch/batch.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { Command, Decision } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { recall } from "../../domain/recall/recall.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lotNamed } from "./letter-to.ts";

/** What somebody typed, by the id that it was found to be. */
export type Typed = ReadonlyMap<string, string>;

export const namingStrange =
  <State, Data, Event extends AnyEvent, Reads>(
    base: Command<State, Data, Event, Reads>,
    typed: Typed = new Map(),
  ) =>
  async (handler: Handler, call: Call, session: Session): Promise<Answer> => {
    const names = await strangeNames(handler, call, typed);
    if (names.size === 0) return handler.execute(base, call, session);
    const named: typeof base = {
      ...base,
      decide: (data, state, context) => withNames(base.decide(data, state, context), names),
    };
    return handler.execute(named, call, session);
  };

function withNames<Event>(decided: Decision<Event>, names: Typed): Decision<Event> {
  if (!isRefusal(decided) || decided.refused !== "NOT_IN_SCOPE") return decided;
  const { lots = [], batches = [] } = decided.attempted ?? {};
  const ids = [lots, batches].flat().map(String);
  if (ids.length === 0) return decided;
  const said = ids.map((id) => names.get(id) ?? id).join("; ");
  const message =
    `Not in the scope of the recall: ${said}. Name what is in it (recall show); what is suspect ` +
    "besides is added as a suspect first (recall add).";
  return { ...decided, message };
}

/** Of what the call names and the scope does not have: as people know it, by id. */
async function strangeNames(handler: Handler, { id, data }: Call, typed: Typed): Promise<Typed> {
  const { state } = await handler.load(recall, id);
  if (state.status === "unknown") return new Map();
  const { lots, batches } = namedIn(data);
  const names = new Map<string, string>();
  for (const lotId of lots) {
    if (state.scope.lots.has(lotId)) continue;
    const { lot } = await lotNamed(handler, lotId);
    names.set(lotId, spoken("lot", lotId, lot, typed.get(lotId)));
  }
  for (const batchId of batches) {
    if (state.scope.batches.has(batchId)) continue;
    const { state: of } = await handler.load(batch, batchId);
    const number = isKnown(of) ? of.issued.batchNumber : batchId;
    names.set(batchId, spoken("batch", batchId, number, typed.get(batchId)));
  }
  return names;
}

function spoken(word: string, id: string, name: string, typed: string | undefined): string {
  const asTyped = typed === undefined || typed === id || typed === name ? [] : [`typed ${typed}`];
  const known = name === id ? [] : [`id ${id}`];
  const more = [...asTyped, ...known].join(", ");
  return `${word} ${name}${more ? ` (${more})` : ""}`;
}

/** Whatever else it has is judged by the command. */
function namedIn(data: unknown) {
  const { lots, batches, lines }: { readonly [member: string]: unknown } = Object(data);
  const inLines = list(lines).map((line) => Object(line).materialLotId);
  const ids = (of: readonly unknown[]) => new Set(of.filter((id) => typeof id === "string"));
  return { lots: ids([...list(lots), ...inLines]), batches: ids(list(batches)) };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
