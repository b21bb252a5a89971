// Serial numbers for a batch: reserved in the register of its product, where two batches that ask
// for the same meet, then issued to the batch.
import { batch, scopeOfBatch } from "../../domain/batch/batch.ts";
import { issueSerials } from "../../domain/batch/serial/commands.ts";
import { isKnown, unknownBatch } from "../../domain/batch/standing.ts";
import { commandsOf, type DataOf } from "../../domain/kernel/decider.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { reserveSerials as reserve } from "../../domain/serial-register/commands.ts";
import { serialRegister } from "../../domain/serial-register/serial-register.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "../request.ts";

export type Reservation = DataOf<typeof reserve>;

const batchNamed = {
  aggregate: batch,
  id: ({ batchId }: Pick<Reservation, "batchId">) => batchId,
  within: true,
} as const;

const reserveFor = commandsOf(serialRegister)(
  reserve.name,
  reserve.right,
  reserve.data,
  (data, register, { also, ...context }) => {
    if (!isKnown(also.batch)) return unknownBatch;
    const { status } = also.batch;
    if (status !== "issued" && status !== "running") {
      return refuse("BATCH_CLOSED", "Serial numbers are for a batch that is still made.");
    }
    return reserve.decide(data, register, { ...context, also: {} });
  },
  { reads: { batch: batchNamed }, scope: (_data, _register, also) => scopeOfBatch(also.batch) },
);

/** Refused with SERIAL_DUPLICATE where any of them is reserved for whatever batch. */
export async function reserveSerials(
  handler: Handler,
  request: Request<Reservation>,
  session: Session,
): Promise<Answer> {
  // What product a batch is of never changes.
  const { state } = await handler.load(batch, request.data.batchId);
  const product = isKnown(state) ? state.issued.material.materialDefinitionId : "none";
  const begun = handler.execute(reserveFor, callOn(product, request), session);
  return inTwoHalves(request, begun, "SerialsReserved", (first) =>
    finishReserving(handler, request.data, first, session),
  );
}

/** Also of a batch that was completed meanwhile: they are its own, and to be accounted for. */
export async function finishReserving(
  handler: Handler,
  { batchId, reservationId, serials }: Reservation,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const call = followUp(first, batchId, { reservationId, serials });
  mustBeAccepted(await handler.execute(issueSerials, call, session), "Issuing serial numbers");
}
