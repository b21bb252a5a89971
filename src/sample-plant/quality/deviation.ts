// Something was not as it should be: raised by who saw it, classified and closed by quality
// assurance.

import {
  assessDeviationImpact,
  classifyDeviation,
  closeDeviation,
  type raiseDeviation as raiseCommand,
} from "../../domain/deviation/commands.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { raiseDeviation } from "../../processes/deviation/raise-deviation.ts";
import type { PersonKey } from "../people/people.ts";
import { eventOf, type Story } from "../story/story.ts";
import { numbered, type Works } from "../story/works.ts";

type Raised = DataOf<typeof raiseCommand>;
export type Grade = DataOf<typeof classifyDeviation>["classification"];

export interface Seen {
  readonly title: string;
  readonly description: string;
  readonly batchId?: string;
  readonly materialLotIds?: readonly string[];
  readonly equipmentIds?: readonly string[];
}

/** Returns its id. Its number comes first in its title. */
export async function raise(
  story: Story,
  works: Works,
  by: PersonKey,
  { title, description, batchId, materialLotIds = [], equipmentIds = [] }: Seen,
): Promise<string> {
  const year = story.now.toISOString().slice(2, 4);
  const number = numbered(`DEV-${year}-`, works.next("deviation"), 4);
  const id = story.id("deviation", number);
  const data: Raised = {
    title: `${number} ${title}`,
    description,
    detectedAt: story.now.toISOString(),
    materialLotIds: [...materialLotIds],
    equipmentIds: [...equipmentIds],
    ...(batchId !== undefined && { batchId }),
  };
  const raised = await story.process(by, raiseDeviation, { ...data, deviationId: id });
  works.raisedEventId = eventOf(raised, "DeviationRaised");
  return id;
}

export const classify = (story: Story, id: string, classification: Grade, why: string) =>
  story.act("ingrid", classifyDeviation, id, { classification }, { reason: because(why) });

/** Quality says what it means for the batch that it is about, and closes it. */
export async function close(
  story: Story,
  id: string,
  conclusion: string,
  batchId?: string,
  impact: "acceptable" | "notAcceptable" = "acceptable",
) {
  if (batchId !== undefined) {
    const assessed = { batchId, impact: conclusion, conclusion: impact };
    await story.act("eszter", assessDeviationImpact, id, assessed);
  }
  await story.act("eszter", closeDeviation, id, { conclusion });
}

const because = (text: string) => ({ code: "ASSESSED", text });
