// Taking a sample: the lot says what came out of it, then the sample opens a stream of its own,
// with the tests that it was taken for, as the plan has them.
import type { DataOf } from "../../domain/kernel/decider.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import type { Lot, SampledOf } from "../../domain/material-lot/lot.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { takeSample as take } from "../../domain/material-lot/use/sample.ts";
import { openSample } from "../../domain/sample/custody/commands.ts";
import { sample } from "../../domain/sample/sample.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "../request.ts";

export type Taking = DataOf<typeof take> & { readonly materialLotId: string };

export async function takeSample(
  handler: Handler,
  request: Request<Taking>,
  session: Session,
): Promise<Answer> {
  const { materialLotId, ...data } = request.data;
  const call = callOn(materialLotId, { ...request, data });
  const begun = handler.execute(takeOwn, call, session);
  return inTwoHalves(request, begun, "MaterialSampled", (first) =>
    finishSample(handler, materialLotId, { sample: data }, first, session),
  );
}

/** The sample of another lot is none of this one, whatever label was scanned. */
const takeOwn = lookingAt(
  take,
  { other: { aggregate: sample, id: ({ sampleId }) => sampleId } },
  (taken, { also: { other }, context: { id } }) =>
    other.status === "unknown" || other.taken.materialLotId === id
      ? taken
      : refuse("IDENTIFIER_TAKEN", "The sample under this id is of another lot."),
);

interface Announced {
  readonly sample?: { readonly sampleId: string };
}

export async function finishSample(
  handler: Handler,
  materialLotId: string,
  { sample: announced }: Announced,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state: lot } = await handler.load(materialLot, materialLotId);
  const sampled =
    lot.status === "unknown" || !announced ? undefined : lot.samples.get(announced.sampleId);
  if (lot.status === "unknown" || !sampled) {
    throw new Error(`materialLot-${materialLotId} has no sample for event ${first.eventId}.`);
  }
  const { sampleNumber, quantity } = sampled;
  const { planNumber, planId, parts, sampleId } = sampled.sample;
  const data = {
    sampleNumber,
    materialLotId,
    material: lot.material,
    ...(lot.ownerPartyId !== undefined && { ownerPartyId: lot.ownerPartyId }),
    sampledEventId: first.eventId,
    ...(planNumber !== undefined && { planNumber }),
    ...(planId !== undefined && { planId }),
    containerIds: parts.map(({ containerId }) => containerId),
    ...(quantity && { quantity }),
    ...testsFor(lot, sampled),
  };
  const opened = await handler.execute(openSample, followUp(first, sampleId, data), session);
  mustBeAccepted(opened, "Opening the stream of a sample that was taken");
}

/** Of its plan; beside every plan: all that the last one asks. */
function testsFor({ plans }: Lot, { sample: { planNumber, planId } }: SampledOf) {
  const plan =
    planNumber === undefined ? plans.at(-1) : plans.find((one) => one.planNumber === planNumber);
  if (!plan) return { tests: [] };
  const picks = plan.picks.filter((one) => planNumber === undefined || one.planId === planId);
  const { specificationVersion } = plan;
  return { specificationVersion, tests: picks.flatMap(({ tests }) => tests) };
}
