// A result, and the deviation that follows where it is out of specification: raised in the same
// breath, under an id that the sample's event names (21 CFR 211.192).
import { raiseAsNoticed } from "../../domain/deviation/as-noticed.ts";
import type { Command, DataOf } from "../../domain/kernel/decider.ts";
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { findingText } from "../../domain/kernel/shape/test.ts";
import { type SampleEvent, type SampleState, sample } from "../../domain/sample/sample.ts";
import { correctTestResult, recordTestResult } from "../../domain/sample/testing/commands.ts";
import type { OutOfSpecificationOpened } from "../../domain/sample/testing/events.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { finishRaising } from "../deviation/raise-deviation.ts";
import { eventIn, type FirstHalf, firstHalf, followUp, mustBeAccepted } from "../request.ts";
import { holdFailed } from "./hold-failed.ts";

type Opened = EventOf<typeof OutOfSpecificationOpened>["data"];

const giving =
  <Data>(command: Command<SampleState, Data, SampleEvent>) =>
  async (handler: Handler, call: Call, session: Session): Promise<Answer> => {
    const found = await handler.execute(command, call, session);
    if (found.outcome === "refused") return found;
    const eventId = eventIn(found, "OutOfSpecificationOpened");
    if (eventId === undefined) return found;
    const { state } = await handler.load(sample, call.id);
    const all = state.status === "unknown" ? [] : state.outOfSpecification;
    const opened = all.find((one) => one.eventId === eventId);
    if (!opened) throw new Error(`sample-${call.id} has opened nothing by ${eventId}.`);
    await finishResult(handler, call.id, opened, firstHalf(call, eventId), session);
    return found;
  };

export const recordResult = giving(recordTestResult);
export const correctResult = giving(correctTestResult);

export async function finishResult(
  handler: Handler,
  sampleId: string,
  { oosId, name, finding, materialLotId, attempt }: Opened,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(sample, sampleId);
  const all = state.status === "unknown" ? [] : state.outOfSpecification;
  // Told again after somebody has assessed it, it holds nothing that was released since.
  if (!all.find((one) => one.oosId === oosId)?.assessed) {
    await holdFailed(handler, materialLotId, { oosId, name }, first, session);
  }
  const number = state.status === "unknown" ? sampleId : state.taken.sampleNumber;
  const data: DataOf<typeof raiseAsNoticed> = {
    title: `Out of specification: ${name}`.slice(0, 200),
    description: `Sample ${number}, attempt ${attempt}: ${findingText(finding, plain)}.`,
    materialLotIds: [materialLotId],
    equipmentIds: [],
  };
  const call = followUp(first, oosId, data);
  const answer = await handler.execute(raiseAsNoticed, call, session);
  const raised = mustBeAccepted(answer, "Raising the deviation of a result out of specification");
  const eventId = eventIn(raised, "DeviationRaised");
  if (eventId === undefined) return;
  const half = { ...first, commandId: call.commandId, eventId };
  await finishRaising(handler, oosId, data, half, session);
}

const plain = {
  quantity: (of: Quantity | undefined) => (of ? `${of.value} ${of.unitOfMeasure}` : "not known"),
};
