// Opening a recall: where a complaint led to it, that complaint is its cause.
import { complaint } from "../../domain/complaint/complaint.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { openRecallCase } from "../../domain/recall/opening/commands.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";

const unknown = refuse("NOT_FOUND", "There is no such complaint.");

const openAfter = (complaintId: string) =>
  lookingAt(
    openRecallCase,
    { complaint: { aggregate: complaint, id: () => complaintId } },
    (opened, { also }) => (also.complaint.status === "unknown" ? unknown : opened),
  );

export async function openRecall(handler: Handler, call: Call, session: Session): Promise<Answer> {
  const asked = openRecallCase.data.safeParse(call.data);
  const complaintId = asked.data?.complaintId;
  if (complaintId === undefined) return handler.execute(openRecallCase, call, session);
  const { state } = await handler.load(complaint, complaintId);
  const cause = state.status === "unknown" ? {} : { causationId: state.raisedEventId };
  return handler.execute(openAfter(complaintId), { ...call, ...cause }, session);
}
