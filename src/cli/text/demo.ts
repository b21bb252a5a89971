// What the demo says of itself on the terminal.
import type { Played } from "../../sample-plant/play.ts";
import type { WrittenRecord } from "../demonstration/records.ts";
import { type Look, textTable } from "../terminal/table.ts";

export const greetingText = ({ events, made }: Played): string =>
  events > 0
    ? `Played ${made} batches of the sample plant: ${events} events.\n\n`
    : "The sample plant was played into this folder before: nothing was added.\n\n";

export function closingText(
  { highlights }: Played,
  records: readonly WrittenRecord[],
  look: Look,
): string {
  const papers = textTable(
    {
      title: "Batch records (each also as .json and .html)",
      columns: [{ title: "Batch" }, { title: "Record" }, { title: "Seal" }],
      rows: records.map(({ batchNumber, file, valid }) => [
        batchNumber,
        file,
        valid ? "sealed, verified" : "DOES NOT VERIFY",
      ]),
      empty: "none",
    },
    look,
  );
  const cases = textTable(
    {
      title: "Worth a look",
      columns: [{ title: "Plant" }, { title: "Case" }, { title: "What happened" }],
      rows: highlights.map(({ plant, name, what }) => [plant, name, what]),
      empty: "The special cases need three batches.",
    },
    look,
  );
  return `${papers}\n${cases}`;
}
