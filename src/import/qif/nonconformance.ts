// A part that does not conform: a deviation that names it, and a hold that nothing passes until
// somebody has decided what becomes of it (ISO 9001, 8.7; AS9100, 8.7).
import { linkBatchDeviation } from "../../domain/batch/deviation/commands.ts";
import { raiseAsNoticed } from "../../domain/deviation/as-noticed.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { linkLotDeviation, placeHold } from "../../domain/material-lot/status/commands.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { Run } from "../run.ts";
import type { Measured, MeasuredSerial, QifDocument } from "./document.ts";
import type { Judged } from "./judge.ts";
import { dataSet, placeOf } from "./serial-import.ts";

export interface Nonconformance {
  readonly serialNumber: string;
  readonly deviationId: string;
  readonly materialLotId: string;
  readonly holdId: string;
  readonly characteristics: readonly {
    readonly test: string;
    readonly value: string | null;
    readonly low: string | null;
    readonly high: string | null;
  }[];
}

export function nonconformanceOf(
  document: QifDocument,
  serial: MeasuredSerial,
  { nonconforming }: Judged,
): Nonconformance {
  const { serialNumber } = serial;
  const { materialLotId } = placeOf(document, serial);
  const of = [document.part.name, serialNumber];
  return {
    serialNumber,
    deviationId: derivedId(dataSet, "deviation", ...of),
    materialLotId,
    holdId: derivedId(dataSet, "hold", ...of),
    characteristics: nonconforming.map(({ characteristic: { test, limits }, value }) => ({
      test,
      value: value?.value ?? null,
      low: limits?.low?.value ?? null,
      high: limits?.high?.value ?? null,
    })),
  };
}

export async function raise(
  run: Run,
  document: QifDocument,
  serial: MeasuredSerial,
  judged: Judged,
): Promise<void> {
  const { serialNumber, digest, status } = serial;
  const at = placeOf(document, serial);
  const { deviationId, holdId, materialLotId } = nonconformanceOf(document, serial, judged);
  const [first, ...rest] = judged.nonconforming;
  const what = first ? `${first.characteristic.test}${rest.length > 0 ? " and more" : ""}` : status;
  const title = `Nonconformance: ${what}, part ${serialNumber}`.slice(0, 200);
  const found = judged.nonconforming.map(sentence).join(" ");
  const called = status ? ` The document calls the part ${status}.` : "";
  const of = `Part ${serialNumber} of ${document.part.name}.`;
  const text = `${of} ${found}${called} It needs a disposition.`.slice(0, 4000);
  const raised = {
    title,
    description: text,
    batchId: at.batch,
    materialLotIds: [materialLotId],
    equipmentIds: [],
  };
  const claims = { clockQuality: "unknown" as const };
  await run.give(raiseAsNoticed, deviationId, raised, [digest], at, claims);
  // What the deviation is about knows of it in its own stream.
  await run.give(linkBatchDeviation, at.batch, { deviationId }, [digest], at, claims);
  await run.give(linkLotDeviation, materialLotId, { deviationId }, [digest], at, claims);
  const hold = { holdId, code: "NONCONFORMANCE", text: title, owner: "qa" };
  await run.give(placeHold, materialLotId, hold, [digest], at, claims);
}

function sentence({ characteristic: { test, limits }, value, status }: Measured): string {
  const { low, high } = limits ?? {};
  const bounds = [low && `at least ${shown(low)}`, high && `at most ${shown(high)}`];
  const asked = bounds.filter((one) => one).join(", ");
  const measured = value ? shown(value) : "not measured";
  return `${test}: ${measured}${asked && `; ${asked}`}${status ? ` (${status})` : ""}.`;
}

const shown = ({ value, unitOfMeasure }: Quantity): string =>
  unitOfMeasure.startsWith("{") ? value : `${value} ${unitOfMeasure}`;
