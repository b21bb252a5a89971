// What is said of a file that was verified by itself.
import type { Run } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import { lookOf, styleIn, textTable } from "../../terminal/table.ts";
import { visibleInLine } from "../../terminal/visible.ts";

export interface Verdict {
  readonly sound: string;
  /** Codes; none: it is sound. */
  readonly faults: readonly string[];
  /** For machines. */
  readonly said: object;
  /** For people. */
  readonly rows: readonly (readonly string[])[];
}

/** Throws VERIFICATION_FAILED. */
export async function tellVerdict(
  run: Run,
  file: string,
  { sound, faults, said, rows }: Verdict,
): Promise<void> {
  const valid = faults.length === 0;
  const look = lookOf(run.terminal.output);
  const style = styleIn(look);
  const verdict = valid ? style("green", sound) : style("red", "NOT VALID");
  const table = {
    columns: [{ title: "" }, { title: "" }],
    rows: [...rows, ...faults.map((code) => [code, ""])],
    empty: "",
  };
  await run.terminal.write(
    run.json
      ? `${JSON.stringify({ file, valid, findings: faults, ...said })}\n`
      : `${visibleInLine(file)}: ${verdict}\n${textTable(table, look)}`,
  );
  if (valid) return;
  const message = `${file} does not verify: ${faults.join(", ")}.`;
  throw new CliFault("VERIFICATION_FAILED", message, { findings: faults });
}
