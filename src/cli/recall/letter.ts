// The letter to a consignee as this instance issues it: a sealed PDF, kept under its digest.
import { createHash } from "node:crypto";
import type { Issued } from "../../api/paper.ts";
import type { Consignee } from "../../domain/recall/consignee/consignee.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import { letterFor } from "../../processes/recall/letter-to.ts";
import type { Letter } from "../../reports/recall/letter.ts";
import { letterFile } from "../../reports/recall/letter-file.ts";
import type { Instance } from "../instance/instance.ts";
import { createPaper } from "../instance/paper.ts";
import { CliFault } from "../terminal/fault.ts";
import { contentOf } from "../terminal/file.ts";
import { unknown } from "../text/not-one.ts";

/** Throws CONSIGNEE_UNKNOWN. */
export function consigneeIn({ opened, consignees }: Recall, number: string): Consignee {
  const found = consignees.get(number);
  if (found) return found;
  throw unknown("CONSIGNEE_UNKNOWN", `${opened.number} has no ${number}.`, "recall");
}

/** As it would be sent now. */
export const letterNow = (
  { handler, clock }: Instance,
  of: Recall,
  consignee: Consignee,
): Promise<Letter> => letterFor(handler, of, consignee, clock.now().toISOString());

export async function issued(instance: Instance, letter: Letter): Promise<Issued> {
  const paper = createPaper(instance);
  return paper.sealed(await paper.recallLetter(letter), [letterFile(letter)]);
}

/** The digest of a letter that was issued here. Throws LETTER_UNKNOWN, FILE_UNREADABLE. */
export async function sent({ blobs }: Instance, file: string): Promise<string> {
  const digest = createHash("sha256")
    .update(await contentOf(file))
    .digest("hex");
  if (await blobs.has(digest)) return digest;
  const message = `${file} is no letter that was issued here; \`recall letters\` writes them.`;
  throw new CliFault("LETTER_UNKNOWN", message);
}
