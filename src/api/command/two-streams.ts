// The commands that touch two streams, each on the thing that a caller thinks of.
import type { z } from "zod";
import { AskedByMaster } from "../../domain/batch/control-recipe/commands.ts";
import { Dispense } from "../../domain/batch/dispensing/events.ts";
import { destroyLabels as destroy } from "../../domain/batch/label/commands.ts";
import {
  correctConsumption,
  produceOutput as produce,
  voidConsumption,
} from "../../domain/batch/material/commands.ts";
import {
  investigateDeviation as investigate,
  raiseDeviation as raise,
} from "../../domain/deviation/commands.ts";
import { DispositionDecided } from "../../domain/disposition/events.ts";
import type { Right } from "../../domain/kernel/access/right.ts";
import { MaterialLotsMerged } from "../../domain/material-lot/origin/events.ts";
import { drawMaterial } from "../../domain/material-lot/use/commands.ts";
import { takeSample as take } from "../../domain/material-lot/use/sample.ts";
import { splitMaterialLot } from "../../domain/material-lot/use/split.ts";
import { SerialsReserved } from "../../domain/serial-register/events.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { chargeMaterial, recordCharge } from "../../processes/charge-material.ts";
import { correctCharge, voidCharge } from "../../processes/correct-charge.ts";
import { decideAsShown } from "../../processes/decide-disposition.ts";
import { investigateAmong } from "../../processes/deviation/investigate.ts";
import { raiseDeviation } from "../../processes/deviation/raise-deviation.ts";
import { dispenseMaterial } from "../../processes/dispensing/dispense.ts";
import { destroyLabels } from "../../processes/label/destroy-labels.ts";
import { issueBatchByMaster } from "../../processes/master-recipe/issue-batch.ts";
import { takeSample } from "../../processes/material/take-sample.ts";
import { mergeLots } from "../../processes/merge-lots.ts";
import { produceOutput, recordOutput } from "../../processes/produce-output.ts";
import type { Request } from "../../processes/request.ts";
import { reserveSerials } from "../../processes/serial/reserve-serials.ts";
import { splitLot } from "../../processes/split-lot.ts";
import type { Exposed } from "./command.ts";

type Process<Data> = (
  handler: Handler,
  request: Request<Data>,
  session: Session,
) => Promise<Answer>;

/** The id in the address becomes a member of what the process is asked. */
const on =
  <Id extends object>(collection: string, idOf: (id: string) => Id) =>
  <Data extends object>(
    name: string,
    right: Right,
    data: z.ZodType<Data>,
    process: Process<Data & Id>,
  ): Exposed => ({
    name,
    right,
    collection,
    data,
    execute: (handler, call, session) =>
      process(
        handler,
        { ...requestOf(call), data: { ...data.parse(call.data), ...idOf(call.id) } },
        session,
      ),
  });

const requestOf = ({ id: _, data: __, ifRevision: ___, ...request }: Call) => request;

const onLot = on("lots", (materialLotId) => ({ materialLotId }));
const onBatch = on("batches", (batchId) => ({ batchId }));
const onDeviation = on("deviations", (deviationId) => ({ deviationId }));

/** Which batch made the lot is not for the caller to say, nor what was decided before. */
const Decide = DispositionDecided.data.omit({
  signature: true,
  former: true,
  batchId: true,
  batchIds: true,
  basis: true,
  qualifiedAs: true,
});

/** Of what material the new lot is, and in which state, follows from what it is made of. */
const Merge = MaterialLotsMerged.data.pick({
  from: true,
  identifiers: true,
  quantity: true,
  containers: true,
  locationId: true,
});

const Reserve = SerialsReserved.data.omit({ batchId: true });

export const overTwoStreams: readonly Exposed[] = [
  onLot("ChargeMaterial", "executeBatch", drawMaterial.data, chargeMaterial),
  onLot("RecordCharge", "executeBatch", drawMaterial.data, recordCharge),
  onLot("TakeSample", "recordResults", take.data, takeSample),
  onLot("SplitLot", "handleMaterial", splitMaterialLot.data, splitLot),
  onLot("MergeLots", "handleMaterial", Merge, mergeLots),
  onBatch("IssueBatchByMaster", "issueBatch", AskedByMaster, issueBatchByMaster),
  onBatch("CorrectCharge", "executeBatch", correctConsumption.data, correctCharge),
  onBatch("VoidCharge", "executeBatch", voidConsumption.data, voidCharge),
  onBatch("DispenseMaterial", "executeBatch", Dispense, dispenseMaterial),
  onBatch("DestroyLabels", "executeBatch", destroy.data, destroyLabels),
  onBatch("ProduceOutput", "executeBatch", produce.data, produceOutput),
  onBatch("ReserveSerials", "issueBatch", Reserve, reserveSerials),
  onBatch("RecordOutput", "executeBatch", produce.data, recordOutput),
  onDeviation("RaiseDeviation", "raiseDeviation", raise.data, raiseDeviation),
  {
    name: "InvestigateDeviation",
    right: "manageDeviation",
    collection: "deviations",
    data: investigate.data,
    execute: (handler, call, session, { relatedTo }) => {
      const data = { ...investigate.data.parse(call.data), deviationId: call.id };
      return investigateAmong(relatedTo)(handler, { ...requestOf(call), data }, session);
    },
  },
  {
    name: "DecideDisposition",
    right: "decideDisposition",
    collection: "dispositions",
    data: Decide,
    execute: (handler, call, session, { view }) => {
      const data = { ...Decide.parse(call.data), dispositionId: call.id };
      return decideAsShown(view)(handler, { ...requestOf(call), data }, session);
    },
  },
];
