// Documents as the service gives them: each is made from read models for one question.
import type { Trail } from "../projections/audit-trail/trail.ts";
import type { Answer, Form } from "../reports/answer/form.ts";
import type { FormAs } from "../reports/blank-form/document.ts";
import type { Document } from "../reports/model/document.ts";
import type { Letter } from "../reports/recall/letter.ts";
import type { Attachment } from "../reports/render/pdf/file/attach.ts";

export interface Paper {
  /** Undefined where there is no such batch. Throws QueryFault AS_OF_AHEAD. */
  batchRecord(batchId: string, asOf?: number): Promise<Document | undefined>;
  /** The form that is out, by its number, or the last one, for reading. Undefined: none is. */
  blankForm(batchId: string, form?: string, as?: FormAs): Promise<Document | undefined>;
  /** `subject`: what the trail is about, in words. */
  auditTrail(trail: Trail, subject: string): Promise<Document>;
  answer<Of extends Answer>(form: Form<Of>, answer: Of): Promise<Document>;
  /** How many events the log has now; undefined while that cannot be said at once. */
  logSize(): Promise<number | undefined>;
  /** JSON with what verifies offline. Throws QueryFault NOT_IN_LOG for an answer over nothing. */
  proven(kind: string, answer: Pick<Answer, "asOf">): Promise<string>;
  /** Throws LEGAL_ENTITY_NOT_STATED: a letter says who writes it. */
  recallLetter(letter: Letter): Promise<Document>;
  /** The issued copy: a sealed PDF, which is kept as it is under its digest. */
  sealed(document: Document, attachments?: readonly Attachment[]): Promise<Issued>;
}

export interface Issued {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}
