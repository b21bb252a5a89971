// Who there is, who may what and on which day, and who was logged in (Annex 11, 12.3; draft 11.9 to
// 11.11). Answered from the read model, so that any earlier day is answered alike.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { RightName } from "../../domain/kernel/access/standing.ts";
import {
  type AccessLogQuery,
  accessKinds,
  accessLog,
  accessSorts,
  wholeAccessLog,
} from "../../projections/access/query/access-log.ts";
import { holdersOf } from "../../projections/access/query/holders-of.ts";
import { openAlerts } from "../../projections/access/query/open-alerts.ts";
import { peopleList } from "../../projections/access/query/people-list.ts";
import { rightsOf } from "../../projections/access/query/rights-of.ts";
import { roleList } from "../../projections/access/query/role-list.ts";
import { serviceList } from "../../projections/access/query/service-list.ts";
import { QueryFault } from "../../projections/query-fault.ts";
import { accessLogTable } from "../../reports/audit-trail/access-log.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import { idOf, reading, takesCopy } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendProblem } from "../problem.ts";
import { AsOf, refreshed } from "../read.ts";

const Moment = z.strictObject({
  ...AsOf.shape,
  on: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("As the log had it by then, and as it held then."),
});
type Moment = z.output<typeof Moment>;

const moment = ({ asOf, on }: Moment) => ({
  ...(asOf !== undefined && { asOf }),
  ...(on !== undefined && { on }),
});

const tags = ["people"];
const system = (what: string) => reading(what, "readSystemTrail");

const kindOfLine = z.enum(accessKinds);
const LogQuery = z.strictObject({
  ...Moment.shape,
  person: z.string().min(1).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  kind: z
    .preprocess((given) => (typeof given === "string" ? [given] : given), z.array(kindOfLine))
    .optional(),
  find: z.string().min(1).max(200).optional().describe("A text that some field of a line has."),
  sort: z.enum(accessSorts).optional().describe("By a column; in the order of the log otherwise."),
  descending: z.stringbool().optional(),
  after: z.coerce.number().int().min(0).optional().describe("Only lines after this position's."),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  format: z
    .enum(["json", "csv"])
    .default("json")
    .describe("CSV has all lines, whatever the limit."),
});

const HoldersQuery = z.strictObject({
  ...Moment.shape,
  site: z.string().min(1).optional(),
  material: z.string().min(1).optional(),
  client: z.string().min(1).optional(),
});

export function addRightsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { kysely } = parts.database;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const people = { config: system("listPeople"), schema: schemaOf("listPeople", "People", Moment) };
  typed.get("/v1/people", people, async (request) =>
    peopleList(kysely, moment(await refreshed(parts, request.query))),
  );
  const roles = { config: system("listRoles"), schema: schemaOf("listRoles", "Roles", Moment) };
  typed.get("/v1/roles", roles, async (request) =>
    roleList(kysely, moment(await refreshed(parts, request.query))),
  );
  const services = {
    config: system("listServices"),
    schema: schemaOf("listServices", "Services and their keys", Moment),
  };
  typed.get("/v1/services", services, async (request) =>
    serviceList(kysely, moment(await refreshed(parts, request.query))),
  );
  const rights = {
    config: reading("getRights", "readSystemTrail", { about: idOf("person") }),
    schema: {
      ...schemaOf("getRights", "Rights of a person on a day", Moment),
      params: z.strictObject({ id: z.string() }),
    },
  };
  typed.get("/v1/people/:id/rights", rights, async (request, reply) => {
    const asked = moment(await refreshed(parts, request.query));
    const { id } = request.params;
    const found = await rightsOf(kysely, id, asked).catch(notInLog);
    if (found) return reply.send(found);
    return sendProblem(reply, {
      status: 404,
      code: "PERSON_UNKNOWN",
      title: "There is no such person.",
      detail: `Nobody had the id ${id} by then; GET /v1/people lists them.`,
    });
  });
  const holders = {
    config: system("getHolders"),
    schema: {
      ...schemaOf("getHolders", "Who could use a right on a day", HoldersQuery),
      params: z.strictObject({ right: RightName }),
    },
  };
  typed.get("/v1/rights/:right/holders", holders, async (request) => {
    const { site, material, client, ...asked } = await refreshed(parts, request.query);
    return holdersOf(kysely, request.params.right, {
      ...moment(asked),
      ...(site !== undefined && { site }),
      ...(material !== undefined && { material }),
      ...(client !== undefined && { client }),
    });
  });
  const log = {
    config: reading("getAccessLog", "readAccessTrail", { takes: takesCopy }),
    schema: schemaOf("getAccessLog", "Who was logged in, from when to when", LogQuery),
  };
  typed.get("/v1/access-log", log, async (request, reply) => {
    const { waitFor: _, format, kind, ...asked } = await refreshed(parts, request.query);
    const given = Object.entries({ ...asked, kinds: kind }).filter(([, one]) => one !== undefined);
    const query: AccessLogQuery = Object.fromEntries(given);
    if (format === "json") return reply.send(await accessLog(kysely, query));
    const { asOf, lines } = await wholeAccessLog(kysely, query);
    reply.header("batchproof-as-of", String(asOf)).type("text/csv; charset=utf-8");
    return reply.send(Readable.from(renderCsv(accessLogTable(lines))));
  });
}

const alertsConfig = reading("listSecurityAlerts", "secureAccounts");

export function addAlertRoutes(app: FastifyInstance, parts: ApiParts): void {
  const schema = schemaOf("listSecurityAlerts", "Security alerts nobody has looked at", Moment);
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/v1/security-alerts", { config: alertsConfig, schema }, async (request) =>
      openAlerts(parts.database.kysely, moment(await refreshed(parts, request.query))),
    );
}

const schemaOf = <Query extends z.ZodType>(
  operationId: string,
  summary: string,
  querystring: Query,
) => ({ operationId, tags, summary, querystring });

function notInLog(error: unknown): undefined {
  if (error instanceof QueryFault && error.code === "NOT_IN_LOG") return undefined;
  throw error;
}
