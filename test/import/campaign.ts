// A small campaign of our own in the shape of the tablet data set.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { laboratoryColumns, pressColumns } from "../../src/import/tablets/columns.ts";

/** A row of the laboratory's file. */
export const row = (batch: number, cells: Readonly<Record<string, string>> = {}): string => {
  const given: Record<string, string> = {
    batch: String(batch),
    code: "3",
    strength: "20M",
    size: "960000",
    start: "apr.19",
    api_code: "1",
    api_batch: "38",
    smcc_batch: "5",
    lactose_batch: "5",
    starch_batch: "4",
    tbl_yield: "99.5",
    batch_yield: "99.0",
    ...cells,
  };
  return Object.keys(laboratoryColumns)
    .map((column) => given[column] ?? "1.5")
    .join(";");
};
export const writeLaboratory = (folder: string, rows: readonly string[]) =>
  writeFile(
    join(folder, "laboratory.csv"),
    `${[Object.keys(laboratoryColumns).join(";"), ...rows].join("\n")}\n`,
  );
/** A row of the press. */
export const reading = (batch: number, second: number, produced: number, force = "5.5") =>
  Object.keys(pressColumns)
    .map((column) => {
      const at = new Date(Date.UTC(2019, 3, 15, 18, 0, second)).toISOString();
      const known: Record<string, string> = {
        timestamp: at.slice(0, 19).replace("T", " "),
        campaign: "43",
        batch: String(batch),
        code: "3",
        produced: String(produced),
        main_comp: force,
      };
      return known[column] ?? "7";
    })
    .join(";");
export const writePress = (folder: string, rows: readonly string[]) =>
  writeFile(
    join(folder, "press_10s.csv"),
    `${[Object.keys(pressColumns).join(";"), ...rows].join("\n")}\n`,
  );
/** Batches follow one another on the press. */
export const series = (batch: number, rows = 5, force?: string) =>
  Array.from({ length: rows }, (_, n) => reading(batch, batch * 30_000 + n * 10, 955, force));

/** The folder with both files, of these batches. */
export async function writeCampaign(folder: string, ...batches: readonly number[]): Promise<void> {
  await mkdir(folder);
  await writeLaboratory(
    folder,
    batches.map((batch) => row(batch)),
  );
  await writePress(
    folder,
    batches.flatMap((batch) => series(batch)),
  );
}
