// Whom a caller names in the claims: for whom, and by whom it was allowed. Their word, but of people
// who are enrolled here (21 CFR 11.10(e)). Claims that the program makes itself are not asked.
import { personNow } from "../../access/standing.ts";
import { rightsNow } from "../../access/standing-rights.ts";
import type { Right } from "../../domain/kernel/access/right.ts";
import type { Claims } from "../../domain/kernel/metadata.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { AggregateId } from "./command.ts";

const naming = ["onBehalfOf", "authorisedBy"] as const;

/** Who lacks the right is told that by the handler, and not here who is enrolled. */
export async function refuseStrangers(
  handler: Handler,
  claims: Partial<Claims> | undefined,
  right: Right,
  { permits }: Session,
): Promise<Extract<Answer, { outcome: "refused" }> | undefined> {
  if (!rightsNow(permits).has(right)) return undefined;
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
