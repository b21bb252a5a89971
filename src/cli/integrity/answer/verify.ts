// An answer with proofs: that it is as the log's key stated it, and that the log held then what it
// looked at. Whether it follows from the log only the log tells.
import { parseProvenAnswer } from "../../../integrity/evidence/proven-answer.ts";
import type { Run } from "../../run.ts";
import { signatureRows, signaturesOn, type Trusted } from "../verify/key.ts";
import { tellVerdict } from "../verify/verdict.ts";

/** Throws VERIFICATION_FAILED, and IntegrityFault for what is no such answer. */
export async function verifyAnswer(
  run: Run,
  file: string,
  bytes: Buffer,
  trusted: Trusted,
): Promise<void> {
  const { stated, note, proof, isSame, isIncluded } = parseProvenAnswer(bytes.toString("utf8"));
  const { kind, sha256, asOf, origin, at } = stated;
  const { checkpoint } = proof;
  const own = signaturesOn(
    { note, origin, size: checkpoint.size },
    logKeysOf(trusted),
    "ANSWER_FORGED",
  );
  const signatures = signaturesOn(checkpoint, trusted, "CHECKPOINT_FORGED");
  const { key, witnesses } = signatures;
  const faults = [
    ...(isSame ? [] : ["ANSWER_CHANGED"]),
    ...(isIncluded ? [] : ["ENTRY_NOT_PROVEN"]),
    ...own.faults,
    ...signatures.faults,
  ];
  const said = { log: origin, size: checkpoint.size, key, witnesses, kind, sha256, asOf, at };
  const rows = [
    ["Log", origin],
    ["Answer", `${kind}, given ${at}`],
    ["SHA-256", sha256],
    ["Complete over", `${asOf} of ${checkpoint.size} events`],
    ["Not proven", `that it follows from them: ask again --as-of ${asOf}, and compare`],
    ...signatureRows(signatures),
  ];
  await tellVerdict(run, file, {
    sound: "valid: this log's key gave this answer",
    faults,
    said,
    rows,
  });
}

/** Witnesses sign heads, and no answers. */
const logKeysOf = ({ keys, ...more }: Trusted): Trusted => ({
  ...more,
  keys: keys.filter(({ type }) => type === "ed25519"),
});
