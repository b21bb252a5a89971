// A command as the wire offers it: a name, a place in the addresses, a shape, and a way to give it.
import { z } from "zod";
import type { Right } from "../../domain/kernel/access/right.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import type { RelatedTo } from "../../processes/deviation/investigate.ts";
import type { SiteCalled } from "../../processes/disposition/enter-qualified-person.ts";
import type { View } from "../../processes/disposition/view.ts";
import type { MasterFor } from "../../processes/order/issue-plain.ts";
import type { TraceRecall } from "../../processes/recall/end-recall.ts";
import type { RestingOn } from "../../processes/review/write-addendum.ts";

/** As callers may choose it. */
export const AggregateId = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/);

/** What the read models say, to commands that rest on it. */
export interface Answering {
  readonly view: View;
  readonly relatedTo: RelatedTo;
  readonly restingOn: RestingOn;
  readonly traceRecall: TraceRecall;
  readonly masterFor: MasterFor;
  readonly siteCalled: SiteCalled;
}

export interface Exposed {
  /** As in the domain: `StartBatch`. */
  readonly name: string;
  /** What whoever gives it must be allowed to do; asked by the handler. */
  readonly right: Right;
  /** As in `/v1/<collection>/{id}/...`. */
  readonly collection: string;
  readonly data: z.ZodType;
  execute(handler: Handler, call: Call, session: Session, answering: Answering): Promise<Answer>;
}
