// Issuing a batch without a master: what was made elsewhere and is imported, and whatever is tried
// out before there are people. What is made here by people has one: its record is approved by the
// copy of it, or never (21 CFR 211.186, 211.188(a)).
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
    (await call.permitted?.()) ?? (await refusePlain(call.data, masterFor, session));
  return handler.execute(issueForOrder, { ...call, permitted }, session);
}

async function refusePlain(
  data: unknown,
  masterFor: MasterFor,
  { authentication }: Session,
): Promise<Refused | undefined> {
  const { success, data: asked } = issueBatch.data.safeParse(data);
  // What is malformed the command itself refuses.
  if (!success || asked.dataOrigin !== "live") return undefined;
  const masterRecipeId = await masterFor(asked.material.materialDefinitionId);
  if (masterRecipeId !== undefined) {
    return refused(
      "ISSUANCE_MISMATCH",
      `The product has an effective master recipe, ${masterRecipeId}: its batches are issued by ` +
        "it (issue-batch-by-master).",
    );
  }
  // Of what nobody known records nothing is approved, with a master or without.
  if (authentication.method === "none") return undefined;
  return refused(
    "MASTER_NOT_EFFECTIVE",
    `${asked.material.name} has no effective master recipe: without one the record of the batch ` +
      "could never be approved. Draft one, have it approved and made effective, and issue the " +
      "batch by it (issue-batch-by-master); what was made elsewhere has dataOrigin import.",
  );
}

const refused = (code: Refused["code"], message: string): Refused => ({
  outcome: "refused",
  code,
  message,
  events: [],
  repeated: false,
});
