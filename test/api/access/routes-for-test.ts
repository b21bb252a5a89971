// Every route that a service has, as fastify registers it, with a body that its schema takes: so
// that what refuses a request is never its form.
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { RouteAccess } from "../../../src/api/access/route.ts";
import { sampleOf } from "../../arbitrary.ts";

export interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: RouteAccess;
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly hidden: boolean;
}

/** Filled by each service that starts from now on. */
export function collectRoutes(): readonly Route[] {
  const routes: Route[] = [];
  subscribe("fastify.initialization", (message) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url, config, schema }) => {
      const { access } = config ?? {};
      if (!access) throw new Error(`${url} asks nothing of its caller.`);
      const shapes = (schema ?? {}) as {
        body?: z.ZodType;
        querystring?: z.ZodType;
        hide?: boolean;
      };
      const { body, querystring: query, hide: hidden = false } = shapes;
      for (const one of [method].flat())
        routes.push({ method: one, url, access, body, query, hidden });
    });
  });
  return routes;
}

export const nameOf = ({ method, url }: Pick<Route, "method" | "url">): string =>
  `${method} ${url}`;

const questions: Readonly<Record<string, string>> = {
  "/v1/traces": "?from=batch:b&direction=backward",
  "/traces": "?from=batch:b&direction=backward",
  "/v1/whereabouts": "?from=batch:b",
  "/v1/traces/between": "?from=batch:b&to=batch:c",
  "/v1/traces/common": "?of=batch:b&of=batch:c",
  "/v1/traces/circumstances": "?of=batch:b&of=batch:c",
  "/v1/traces/shares": "?from=batch:b",
  "/v1/scan": "?text=R-1",
  "/v1/stock": "?material=m",
  "/v1/equipment/:id/log": "?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z",
  "/v1/equipment/:id/oee": "?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&idealPerHour=1000",
  "/v1/batches/:id/attachments/:attachmentId": `?${new URLSearchParams({
    commandId: randomUUID(),
    name: "x",
    mediaType: "text/plain",
    sha256: "0".repeat(64),
  })}`,
  "/v1/master-recipes/:id/back-test": "?batches=b",
  "/v1/recalls/preview": "?suspect=batch:b",
  "/v1/people/:id/contact": "?purpose=none%20that%20anybody%20has",
  "/v1/parties/:id/contacts": "?purpose=none%20that%20anybody%20has",
};

/** What is asked about equipment: which is not there, nobody may ask with a right for one site. */
export const equipmentAsked = "line-1";
const ofEquipment = /^\/v1\/equipment\/:id\/(status|log|oee|calibration-impact)$/;

/** The register of a site has its id. */
function ownId(url: string): string {
  if (/^\/v1\/(hold-registers|exception-rules)\//.test(url)) return "site-1";
  if (url.startsWith("/v1/recall-letters/")) return "recall";
  return ofEquipment.test(url) ? equipmentAsked : randomUUID();
}

/** Of something that nobody has made, unless an id is given. */
export const addressOf = ({ url }: Pick<Route, "url">, id: string = ownId(url)): string =>
  url
    .replace(":id", id)
    .replace(":attachmentId", id)
    .replace(":eventId", id)
    .replace(":number", "C1")
    .replace(":right", "readRecords") + (questions[url] ?? "");

/** What the published schema says less of than the schema checks. */
const fixed: Readonly<Record<string, object>> = {
  "/v1/people/:id/link-single-sign-on": { issuer: "https://accounts.example" },
};

/** Whose body is a file, and no JSON. */
export const takesBytes = ({ method, url }: Route): boolean =>
  method === "PUT" && url.endsWith("/attachments/:attachmentId");

const samples = new Map<string, unknown>();

/** The same at each call, but for its command id. Undefined where the route takes none. */
export function bodyOf(route: Route): Record<string, unknown> | undefined {
  const { body } = route;
  if (!body) return undefined;
  const key = nameOf(route);
  if (!samples.has(key)) samples.set(key, sampleOf(body, key, fixed[route.url] ?? {}));
  const sample = samples.get(key) as Record<string, unknown>;
  return "commandId" in sample ? { ...sample, commandId: randomUUID() } : sample;
}
