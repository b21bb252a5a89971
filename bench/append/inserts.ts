// What one would pick instead: the same rows, inserted without protocol or rules.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openDatabase } from "../../src/database/connection.ts";
import { startEmbeddedPostgres } from "../../src/database/embedded/start.ts";
import type { Appender } from "../append.ts";
import { sampleData, sampleMetadata } from "./sample-event.ts";

/** In the same process, one transaction per append, fsync on. */
export function sqliteInserts(directory: string): Appender {
  const database = new DatabaseSync(join(directory, "baseline.sqlite"));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,
      revision INTEGER NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL,
      UNIQUE (stream, revision)) STRICT`);
  const insert = database.prepare(
    "INSERT INTO event (stream, revision, id, data, metadata) VALUES (?, ?, ?, ?, ?)",
  );
  const revisions = new Map<number, number>();
  return {
    name: "insert into SQLite, one transaction per append",
    async append(writer, count) {
      const from = revisions.get(writer) ?? 0;
      database.exec("BEGIN");
      for (let index = 0; index < count; index++) {
        const [data, metadata] = [JSON.stringify(sampleData()), JSON.stringify(sampleMetadata())];
        insert.run(`bench-${writer}`, from + index, randomUUID(), data, metadata);
      }
      database.exec("COMMIT");
      revisions.set(writer, from + count);
      // As any driver does: come back in a later turn.
      await Promise.resolve();
    },
    async close() {
      database.close();
    },
  };
}

/** One connection per writer up to 32; many rows go as one statement. */
export async function postgresInserts(directory: string): Promise<Appender> {
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, "postgres"),
    runtimeDirectory: directory,
    relocateUnder: [relocated(directory)],
  });
  const database = await openDatabase(postgres.address, { connectionsMax: 32 });
  await database.pool.query(`CREATE TABLE bench_event (position bigint GENERATED ALWAYS AS IDENTITY
    PRIMARY KEY, stream text, revision bigint, id uuid, data jsonb, metadata jsonb,
    UNIQUE (stream, revision))`);
  const revisions = new Map<number, number>();
  return {
    name: "insert into PostgreSQL, one statement per append",
    async append(writer, count) {
      const from = revisions.get(writer) ?? 0;
      const rows = Array.from({ length: count }, (_, index) => ({
        revision: from + index,
        id: randomUUID(),
        data: sampleData(),
        metadata: sampleMetadata(),
      }));
      await database.pool.query({
        name: "append",
        text: `INSERT INTO bench_event (stream, revision, id, data, metadata)
          SELECT $1, r.revision, r.id, r.data, r.metadata
          FROM jsonb_to_recordset($2) AS r (revision bigint, id uuid, data jsonb, metadata jsonb)`,
        values: [`bench-${writer}`, JSON.stringify(rows)],
      });
      revisions.set(writer, from + count);
    },
    async close() {
      await database.close();
      await postgres.stop();
    },
  };
}

/** Where PostgreSQL keeps its data when root runs it and it may not look into the folder. */
export function relocated(directory: string): string {
  return `${directory}-relocated`;
}
