// What a batch yields is a lot that was not there. It inherits, in the same command, the holds of
// the batch and those of the register: on its product, on what went into it, and on the equipment
// that it runs on.
import { type BatchEvent, type BatchState, batch } from "../../domain/batch/batch.ts";
import type { Batch } from "../../domain/batch/batch-part.ts";
import type { produceOutput } from "../../domain/batch/material/commands.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { asksLots, type FittingLot, holdsOnBatch } from "../../domain/hold-register/fitting.ts";
import { type HoldRegisterState, holdRegister } from "../../domain/hold-register/hold-register.ts";
import type { Command, DataOf, Read, ReadStates } from "../../domain/kernel/decider.ts";
import { latest } from "../../domain/kernel/instant.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Hold } from "../../domain/kernel/shape/hold.ts";
import type { MaterialLotState } from "../../domain/material-lot/material-lot.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "./looking-at.ts";
import { byId, fittingLot, lotNamed, lotOf, readMore, registerOf } from "./standing.ts";

type Produce = typeof produceOutput;
type Reads = Readonly<Record<string, Read<DataOf<Produce>, MaterialLotState | HoldRegisterState>>>;

/** The same command, reading what its holds follow from, and whether the lot is there already. */
export async function inheritingHolds(
  handler: Handler,
  base: Produce,
  batchId: string,
  site: string,
): Promise<Command<BatchState, DataOf<Produce>, BatchEvent, Reads>> {
  const { state: register } = await handler.load(holdRegister, site);
  const { state: of } = await handler.load(batch, batchId);
  // Names that others gave, and what made a lot, are not in what the batch says of its inputs.
  const lots = asksLots(register) && isKnown(of) ? consumedLots(of) : [];
  const reads: Reads = {
    register: registerOf(site),
    output: lotNamed,
    ...Object.fromEntries(lots.map(({ materialLotId: id }) => [`lot ${id}`, lotOf(id)])),
  };
  return lookingAt(base, reads, (decided, { state, also, context }) => {
    if (!isKnown(state)) return decided;
    if (also.output?.status !== "unknown") return lotIsThere;
    // Whenever somebody says it was: what is recorded now was on the equipment until now, perhaps.
    const found = registerHolds(state, also, latest(context.occurredAt, context.at));
    return found ? decided.map((event) => withHolds(event, found)) : readMore;
  });
}

const lotIsThere = refuse("ALREADY_EXISTS", "There is a lot under this id already.");

/** Undefined: something must be read that was not. */
function registerHolds(
  of: Batch,
  also: ReadStates<Reads>,
  until: string,
): readonly Hold[] | undefined {
  const { register } = also;
  if (register?.status !== "register") return undefined;
  const asks = asksLots(register);
  const consumed: FittingLot[] = [];
  for (const lot of consumedLots(of)) {
    const read = also[`lot ${lot.materialLotId}`];
    if (asks && !read) return undefined;
    const known = read && read.status !== "register" && read.status !== "unknown";
    consumed.push(known ? fittingLot(lot.materialLotId, read) : lot);
  }
  const { materialDefinitionId } = of.issued.material;
  return holdsOnBatch(register, { materialDefinitionId, consumed, equipment: of.equipment, until });
}

function withHolds(event: BatchEvent, more: readonly Hold[]): BatchEvent {
  if (event.type !== "OutputProduced") return event;
  return { ...event, data: { ...event.data, holds: [...byId([...event.data.holds, ...more])] } };
}

/** As the batch names them, what was voided since left out. */
const consumedLots = ({ material }: Batch): readonly FittingLot[] =>
  [...material.consumptions.values()]
    .filter(({ voided }) => !voided)
    .map(({ data }) => ({
      materialLotId: data.materialLotId,
      materialDefinitionId: data.material.materialDefinitionId,
      identifiers: [],
      madeOn: [],
    }));
