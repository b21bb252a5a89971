// Whom a caller names in the claims: for whom, and by whom it was allowed. Their word, but of
// people who are enrolled here (21 CFR 11.10(e)). What the program claims itself is not asked.
import { personNow } from "../../access/standing.ts";
import type { Claims } from "../../domain/kernel/metadata.ts";
import type { Handler, Refused } from "../../eventstore/handler/handle.ts";
import { AggregateId } from "./command.ts";

const naming = ["onBehalfOf", "authorisedBy"] as const;

/** Asked once the right is had: who lacks it is not told who is enrolled. */
export async function refuseStrangers(
  handler: Handler,
  claims: Partial<Claims> | undefined,
): Promise<Refused | undefined> {
  const pointers = [];
  for (const name of naming) {
    const id = claims?.[name];
    if (id === undefined || (await isEnrolled(handler, id))) continue;
    pointers.push({ pointer: `/claims/${name}`, message: "is nobody's id who is enrolled" });
  }
  if (pointers.length === 0) return undefined;
  const message = `${pointers.map(({ pointer }) => pointer).join(", ")}: nobody has this id.`;
  const answer = { outcome: "refused", code: "PERSON_UNKNOWN", message, pointers } as const;
  return { ...answer, events: [], repeated: false };
}

/** Also who has left since: it may have happened before. */
const isEnrolled = async (handler: Handler, id: string): Promise<boolean> =>
  AggregateId.safeParse(id).success && (await personNow(handler, id)) !== undefined;
