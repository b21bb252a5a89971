// The access log as somebody looks through it: sorted, searched, taken out (draft Annex 11, 11.9).
import { parse } from "csv-parse/sync";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { access } from "../../../src/projections/access/access.ts";
import {
  type AccessLine,
  type AccessLogQuery,
  type AccessSort,
  accessLog,
  accessSorts,
  wholeAccessLog,
} from "../../../src/projections/access/query/access-log.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { accessLogTable } from "../../../src/reports/audit-trail/access-log.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { withDatabase } from "../../database-hook.ts";
import { project, recordedAt, stored } from "../history.ts";
import { control, of } from "./staff.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const eva = of("eva");
const bor = of("bor");
const several = [
  ...[eva.enrolled("Eva Kos"), bor.enrolled("Bor Zec"), eva.granted("reader")],
  ...[eva.loggedIn("s1"), bor.loggedIn("s2", { workstation: "WS 1", network: "outside" })],
  ...[eva.loggedOut("s1", "idle"), eva.failed, control.unknownNames, bor.loggedIn("s3")],
  ...[bor.loggedOut("s2"), bor.loggedOut("s3", "revoked"), eva.locked(), eva.unlocked],
];

beforeEach(async () => {
  const events = stored(eventTypes, several);
  for (const projection of [auditTrail, access]) {
    await project(database, projection, eventTypes, events);
  }
});

const log = async (query: AccessLogQuery = {}) => (await accessLog(database.kysely, query)).lines;

/** As a reader would sort what they were given. */
const columns: Readonly<Record<AccessSort, (line: AccessLine) => string | number | null>> = {
  at: ({ position }) => position,
  kind: ({ kind }) => kind,
  name: ({ person }) => person?.name?.toLowerCase() ?? null,
  username: ({ person }) => person?.username?.toLowerCase() ?? null,
  roles: ({ roles }) => roles.join(" ") || null,
  method: ({ method }) => method,
  assurance: ({ assurance }) => assurance,
  network: ({ network }) => network,
  workstation: ({ workstation }) => workstation,
  endedAt: ({ endedAt }) => endedAt,
  cause: ({ cause }) => cause,
  why: ({ why }) => why,
};

test.each(accessSorts)("it is sorted by %s, either way, page by page [A11d-11.9]", async (sort) => {
  const all = await log();
  expect(all).toHaveLength(7);
  const of = columns[sort];
  for (const descending of [false, true]) {
    const expected = all.toSorted((one, other) => {
      const [a, b] = [of(one), of(other)];
      if (a === b) return one.position - other.position;
      if (a === null || b === null) return a === null ? 1 : -1;
      return (a < b ? -1 : 1) * (descending ? -1 : 1);
    });
    expect(await log({ sort, descending })).toEqual(expected);
    const paged: AccessLine[] = [];
    for (let after: number | undefined; ; ) {
      const asked = { sort, descending, limit: 2, ...(after !== undefined && { after }) };
      const { lines, next } = await accessLog(database.kysely, asked);
      paged.push(...lines);
      if (!next) break;
      ({ after } = next);
    }
    expect(paged).toEqual(expected);
  }
});

test("it is searched by any text, and by kind [A11d-11.9]", async () => {
  const found = async (query: AccessLogQuery) =>
    (await log(query)).map(({ kind, person }) => `${kind} ${person?.id ?? "nobody"}`);
  expect(await found({ find: "kos" })).toEqual([
    ...["session eva", "failed eva", "locked eva", "unlocked eva"],
  ]);
  expect(await found({ find: "BOR", kinds: ["session"] })).toEqual(["session bor", "session bor"]);
  expect(await found({ find: "ws 1" })).toEqual(["session bor"]);
  expect(await found({ find: "idle" })).toEqual(["session eva"]);
  expect(await found({ find: "reader", person: "eva", limit: 1 })).toEqual(["session eva"]);
  expect(await found({ kinds: ["unknownNames", "locked"] })).toEqual([
    ...["unknownNames nobody", "locked eva"],
  ]);
  for (const find of ["%", "_", "'", "username", "\\"]) expect(await found({ find })).toEqual([]);
});

test("it is taken out whole: a row for a line, a column for a field [A11d-11.9]", async () => {
  const query = { sort: "cause", descending: true } as const;
  const { asOf, lines } = await wholeAccessLog(database.kysely, query);
  const text = (await Array.fromAsync(renderCsv(accessLogTable(lines)))).join("");
  const rows: readonly Record<string, string>[] = parse(text, { columns: true });
  const whole = await log(query);
  expect(asOf).toBe(several.length);
  expect(rows.map((row) => Number(row.Entry))).toEqual(whole.map(({ position }) => position));
  const session = rows.find(({ Session }) => Session === "s2");
  expect(session).toMatchObject({
    ...{ Kind: "session", Who: "Bor Zec", Username: "bor", Person: "bor", Workstation: "WS 1" },
    ...{ "At (UTC)": recordedAt(4), "Ended (UTC)": recordedAt(9), "Ended by": "loggedOut" },
  });
  // Each column of a line is in it, with what it holds.
  for (const [n, line] of whole.entries()) {
    const { person, roles, ...plain } = line;
    const held = [...Object.values(plain), ...Object.values(person ?? {}), roles.join("; ")];
    const cells = Object.values(rows[n] ?? {});
    expect(held.filter((value) => value !== null && !cells.includes(String(value)))).toEqual([]);
  }
});
