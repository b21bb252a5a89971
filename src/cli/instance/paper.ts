// Documents as this instance issues them: from read models, sealed with its keys, and kept as
// blobs.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Issued, Paper } from "../../api/paper.ts";
import { auditTrailFor } from "../../projections/audit-trail/trail.ts";
import { blankForm } from "../../projections/batch-record/query/blank-form.ts";
import { logSize } from "../../projections/log-size.ts";
import { QueryFault } from "../../projections/query-fault.ts";
import { answerDocument } from "../../reports/answer/form.ts";
import { auditTrailDocument } from "../../reports/audit-trail/document.ts";
import { batchRecordDocument } from "../../reports/batch-record/document.ts";
import { gatherBatchRecord } from "../../reports/batch-record/gather.ts";
import { blankFormDocument } from "../../reports/blank-form/document.ts";
import { type Authenticity, authenticityOf, type Issue } from "../../reports/issue.ts";
import type { Document } from "../../reports/model/document.ts";
import { letterDocument } from "../../reports/recall/letter.ts";
import type { Attachment } from "../../reports/render/pdf/file/attach.ts";
import { renderPdf } from "../../reports/render/pdf/pdf.ts";
import { sealPdf } from "../../reports/seal/seal-pdf.ts";
import { openSealer } from "../../reports/seal/sealer.ts";
import { provenAnswer } from "../integrity/answer/proven-answer.ts";
import { CliFault } from "../terminal/fault.ts";
import { build } from "./build.ts";
import type { Instance } from "./instance.ts";
import { legalEntityUnstated } from "./settings.ts";

export function createPaper(instance: Instance): Paper {
  const { database, wallClock, settings } = instance;
  const issue = (): Issue => ({
    organisation: settings.legalEntity,
    printed: {
      at: wallClock.now().toISOString(),
      zone: settings.zone,
      by: `Batchproof ${build.appVersion}`,
    },
    copy: "Uncontrolled copy",
  });
  return {
    batchRecord: (batchId, asOf) => batchRecord(instance, batchId, asOf, issue()),
    async blankForm(batchId, form, as) {
      const content = await blankForm(database.kysely, batchId, form);
      return content && blankFormDocument(content, issue(), as);
    },
    auditTrail: (trail, subject) => auditTrailDocument(trail, subject, issue()),
    async answer(form, answer) {
      const { asOf } = answer;
      return answerDocument(form, answer, await authenticity(instance, { asOf }), issue());
    },
    logSize: () => logSize(instance.log, database.kysely),
    proven: (kind, answer) => provenAnswer(instance, kind, answer),
    async recallLetter(letter) {
      if (settings.legalEntity === legalEntityUnstated) throw legalEntityNotStated();
      return letterDocument(letter, await authenticity(instance, {}), issue());
    },
    sealed: (document, attachments = []) => sealed(instance, document, attachments),
  };
}

function legalEntityNotStated(): CliFault {
  const message =
    "A letter says who writes it: set LEGAL_ENTITY to the organisation's name as registered, and " +
    "start again.";
  return new CliFault("LEGAL_ENTITY_NOT_STATED", message);
}

/** Of everything that a trace, or the scope of a recall, follows from. */
async function authenticity(
  { database }: Instance,
  bounds: { readonly asOf?: number },
): Promise<Authenticity> {
  const trail = await auditTrailFor(database.kysely, bounds);
  return authenticityOf(await trail.authenticationMethods());
}

async function batchRecord(
  { database, log, clock }: Instance,
  batchId: string,
  asOf: number | undefined,
  issue: Issue,
): Promise<Document | undefined> {
  const sources = { kysely: database.kysely, eventBytes: log, at: clock.now().toISOString() };
  try {
    return batchRecordDocument(await gatherBatchRecord(sources, batchId, asOf), issue);
  } catch (error) {
    if (error instanceof QueryFault && error.code === "NOT_IN_LOG") return undefined;
    throw error;
  }
}

/**
 * What is handed out is the stored copy: rendered and sealed once, then never again (21 CFR
 * 11.10(c)).
 */
async function sealed(
  { blobs, keys, settings, wallClock }: Instance,
  document: Document,
  attachments: readonly Attachment[],
): Promise<Issued> {
  const organisation = settings.legalEntity;
  const sealer = await openSealer(keys, { organisation, now: wallClock.now });
  const folder = await mkdtemp(join(tmpdir(), "batchproof-paper-"));
  try {
    const path = join(folder, "document.pdf");
    await renderPdf(document, { out: path, attachments });
    await sealPdf(path, sealer);
    const bytes = await readFile(path);
    return { bytes, sha256: await blobs.put(bytes) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
