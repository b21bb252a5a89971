// Production, quality and the approval of the record, as commands of fast-check do them.
import { expect } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import { approveProduction, reviewRecord } from "../../../src/domain/batch/review/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { approveRecord } from "../../../src/processes/review/approve-record.ts";
import { idsOf, isDone, never } from "./agree.ts";
import type { Book, Person } from "./book.ts";
import { as, id, reason, type Works } from "./works-for-test.ts";

/** Production, quality and the approval of the record. */
export async function judged(
  { do: what, by }: { readonly do: "produce" | "review" | "approve"; readonly by: Person },
  book: Book,
  { handler, batchId, give }: Works,
): Promise<Answer> {
  const { revision: toRevision } = await handler.load(batch, batchId);
  if (what === "approve") {
    const call = { commandId: id(), id: batchId, data: { toRevision }, claims: { reason } };
    const answer = await approveRecord(handler, call, as(by));
    if (!isDone(answer)) return answer;
    never("approved what is not complete", book.status !== "completed");
    expect(book.lacks).toEqual([]);
    never("approved by who worked on it", book.performers.has(by));
    never("approved on hold", book.held);
    never("approved with what is not free in it", !book.areLotsFree);
    never("approved without an assessment", !book.areDeviationsAcceptable);
    never("approved without two people", !book.produced || !book.reviewed);
    const judges = new Set([book.produced, book.reviewed, by]);
    never("production, review and approval are not three people's", judges.size < 3);
    book.status = "approved";
    book.judged(idsOf(answer));
    return answer;
  }
  const answer =
    what === "produce"
      ? await give(approveProduction, batchId, { toRevision }, by)
      : await give(reviewRecord, batchId, { toRevision, conclusion: "As it should be." }, by);
  if (answer.outcome === "refused") return answer;
  never("judged by who worked on it", isDone(answer) && book.performers.has(by));
  book.judged(idsOf(answer));
  if (!isDone(answer)) return answer;
  if (what === "produce") book.produced = by;
  else book.reviewed = by;
  return answer;
}
