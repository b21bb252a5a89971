// The thread that writes the file of all rows once, and ends.
import { workerData } from "node:worker_threads";
import { type DatabaseAddress, openDatabase } from "../../database/connection.ts";
import { changedSince } from "../../projections/genealogy/in-rows/changed.ts";
import { allRows, rowsOf } from "../../projections/genealogy/in-rows/trace-in-rows.ts";
import { renewRowFile } from "../../reports/trace/rows/write.ts";

export interface RenewData {
  readonly address: DatabaseAddress;
  readonly path: string;
}

const { address, path }: RenewData = workerData;
const database = await openDatabase(address, { connectionsMax: 1 });
try {
  const { kysely } = database;
  const of = await allRows(kysely);
  const changed = (since: number) => changedSince(kysely, since);
  await renewRowFile({ path, of, read: rowsOf(kysely, of), changedSince: changed });
} finally {
  await database.close();
}
