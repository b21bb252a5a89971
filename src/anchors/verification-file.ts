// What was found clean, run after run, in one file.
import { parseVerification, type SignedVerification } from "../integrity/evidence/verification.ts";
import { type NoteFile, type NoteForm, openNoteFile } from "./note-file.ts";

export type VerificationFile = NoteFile<SignedVerification>;

const form: NoteForm<SignedVerification> = {
  lines: [
    { whole: /^batchproof-verification\/v1$/, begun: /^[a-z]*-?[a-z]*\/?v?1?$/ },
    { whole: /^\{.+\}$/, begun: /^(?:\{.*)?$/ },
  ],
  parse: parseVerification,
  malformed: "VERIFICATION_MALFORMED",
};

/** Throws IntegrityFault VERIFICATION_MALFORMED. */
export const openVerificationFile = (path: string): Promise<VerificationFile> =>
  openNoteFile(path, form);
