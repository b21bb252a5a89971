// A report that a log is clean up to a position, checked by the key of the log. It says what its
// signer found; nobody can make the run again from it.
import { parseVerification } from "../../../integrity/evidence/verification.ts";
import type { Run } from "../../run.ts";
import { signatureRows, signaturesOn, type Trusted } from "./key.ts";
import { tellVerdict } from "./verdict.ts";

/** Throws VERIFICATION_FAILED, and IntegrityFault for what is no report. */
export async function verifyReport(
  run: Run,
  file: string,
  bytes: Buffer,
  trusted: Trusted,
): Promise<void> {
  const report = parseVerification(bytes.toString("utf8"));
  const { note: _, root, ...found } = report;
  const signatures = signaturesOn(report, trusted, "REPORT_FORGED");
  const { key, witnesses, faults } = signatures;
  const said = { ...found, root: root.toString("hex"), key, witnesses };
  const models = Object.entries(found.readModels);
  const rows = [
    ["Log", found.origin],
    ["Clean to", `${found.size} events, of which those from position ${found.from} on were read`],
    ["Root", said.root],
    ["Signed heads that agreed", String(found.checkpoints)],
    ["Found", `${found.at}, by version ${found.program}`],
    ...models.map(([name, { asOf, digest }]) => [
      `Read model ${name}`,
      `${asOf} events, ${digest}`,
    ]),
    ...signatureRows(signatures),
  ];
  await tellVerdict(run, file, { sound: "valid: signed with the log's key", faults, said, rows });
}
