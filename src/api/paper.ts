// Documents as the service gives them: each is made from read models for one question, and rendered
// as asked.

import type { Trail } from "../projections/audit-trail/trail.ts";
import type { Trace } from "../projections/genealogy/answer.ts";
import type { Document } from "../reports/model/document.ts";

export interface Paper {
  /** Undefined where there is no such batch. Throws QueryFault AS_OF_AHEAD. */
  batchRecord(batchId: string, asOf?: number): Promise<Document | undefined>;
  /** `subject`: what the trail is about, in words. */
  auditTrail(trail: Trail, subject: string): Promise<Document>;
  trace(trace: Trace): Promise<Document>;
  /** A sealed PDF of a document, as a file that the caller reads and then leaves. */
  sealed(document: Document): Promise<Uint8Array>;
}
