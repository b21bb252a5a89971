// A sealed PDF, checked by itself.
import { type PdfReport, verifyPdf } from "../../../reports/verify/verify-pdf.ts";
import type { Run } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import { lookOf, styleIn, textTable } from "../../terminal/table.ts";

/** Throws VERIFICATION_FAILED. */
export async function verifySealed(
  run: Run,
  file: string,
  bytes: Buffer,
  root: string | undefined,
): Promise<void> {
  const report = verifyPdf(bytes, root === undefined ? {} : { rootDigest: root.toLowerCase() });
  await run.terminal.write(
    run.json ? `${JSON.stringify(forMachines(file, report))}\n` : text(run, file, report),
  );
  if (report.valid) return;
  const codes = report.findings.map(({ code }) => code);
  const message = `${file} does not verify: ${codes.join(", ")}.`;
  throw new CliFault("VERIFICATION_FAILED", message, { findings: report.findings });
}

const forMachines = (file: string, { attachments, ...report }: PdfReport) => ({
  file,
  ...report,
  attachments: attachments.map(({ bytes, ...attachment }) => ({
    ...attachment,
    bytes: bytes.length,
  })),
});

function text({ terminal }: Run, file: string, report: PdfReport): string {
  const look = lookOf(terminal.output);
  const style = styleIn(look);
  const verdict = report.valid
    ? style("green", "valid: no byte was changed since it was sealed")
    : style("red", "NOT VALID");
  const { seal } = report;
  const facts = [
    ["Sealed by", seal?.organisation],
    ["Sealed at", seal?.at],
    ["Trust", seal?.trust],
    ["Root certificate, SHA-256", seal?.rootDigest],
    ...report.attachments.map(({ name, digest }) => ["Attachment", `${name} ${digest}`]),
    ...report.findings.map(({ code, where, detail }) => [code, `${where}: ${detail}`]),
  ];
  const rows = facts.flatMap(([label, value]) => (label && value ? [[label, value]] : []));
  const columns = [{ title: "" }, { title: "" }];
  return `${file}: ${verdict}\n${textTable({ columns, rows, empty: "no seal" }, look)}`;
}
