// Issuing a batch without a master: of a product that has none (21 CFR 211.186, 211.188).
import { issueBatch } from "../../domain/batch/lifecycle/commands.ts";
import type { Answer, Call, Handler, Refused, Session } from "../../eventstore/handler/handle.ts";
import { issueForOrder } from "./rework.ts";

/** Id of the master recipe that is effective for a product; undefined: none. */
export type MasterFor = (materialDefinitionId: string) => Promise<string | undefined>;

export function issuePlain(
  handler: Handler,
  call: Call,
  session: Session,
  masterFor: MasterFor,
): Promise<Answer> {
  const permitted = async () =>
    (await call.permitted?.()) ?? (await refusePastMaster(call.data, masterFor));
  return handler.execute(issueForOrder, { ...call, permitted }, session);
}

async function refusePastMaster(data: unknown, masterFor: MasterFor): Promise<Refused | undefined> {
  const { success, data: asked } = issueBatch.data.safeParse(data);
  // What is malformed the command itself refuses.
  if (!success || asked.dataOrigin !== "live") return undefined;
  const masterRecipeId = await masterFor(asked.material.materialDefinitionId);
  if (masterRecipeId === undefined) return undefined;
  const message =
    `The product has an effective master recipe, ${masterRecipeId}: its batches are issued by it ` +
    "(issue-batch-by-master).";
  const code = "ISSUANCE_MISMATCH";
  return { outcome: "refused", code, message, events: [], repeated: false };
}
