// The description of the interface (OpenAPI 3.1), made from the routes themselves.
import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from "fastify-type-provider-zod";
import type { RouteAccess } from "./access/route.ts";
import { problemResponse } from "./shape/problem.ts";

type Described = { format?: unknown; pattern?: unknown; readOnly?: unknown };

const options = {
  zodToJsonConfig: {
    override({ jsonSchema }: { readonly jsonSchema: Described }): void {
      // The format says it; the pattern of an instant is 300 characters long.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // zod's word for arrays that TypeScript must not change, not for members that are not sent.
      delete jsonSchema.readOnly;
    },
  },
};
const described = createJsonSchemaTransform(options);
const named = createJsonSchemaTransformObject(options);

const securitySchemes = {
  cookie: { type: "apiKey", in: "cookie", name: "batchproof-session" },
  key: { type: "http", scheme: "bearer" },
} as const;

export const openApi = (version: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Batchproof",
      version,
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    components: { securitySchemes },
    tags: tags.map(([name, description]) => ({ name, description })),
  },
  transform: ({ schema: given, ...route }) => {
    const schema = { ...given, ...asked(route.route.config?.access) };
    if (schema.hide) return described({ schema, ...route });
    const answers = typeof schema.response === "object" ? schema.response : {};
    const response = { ...answers, default: problemResponse };
    return described({ schema: { ...schema, response }, ...route });
  },
  transformObject: (document) => onlyUsed(named(document)),
});

/** What it asks of its caller, and how a caller is known. */
function asked(access: RouteAccess | undefined): object {
  if (!access || access.kind === "anyone") return { security: [] };
  const right = "right" in access ? { right: access.right } : {};
  return { security: [{ cookie: [] }, { key: [] }], "x-access": { kind: access.kind, ...right } };
}

/** Each shape is made as it comes in and as it goes out; what nobody refers to is left out. */
function onlyUsed(document: ReturnType<typeof named>): ReturnType<typeof named> {
  if (!("components" in document)) return document;
  const text = JSON.stringify(document.paths);
  const schemas = Object.entries(document.components?.schemas ?? {}).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  );
  return { ...document, components: { securitySchemes, schemas: Object.fromEntries(schemas) } };
}

const description = `Traceability and batch records over an append-only log of events.

Every command carries a commandId: the same id is the same command, however often it is sent, and is
answered like the first time. Every read is of one moment and says so in asOf, the number of
recorded events it knows; it can be asked for any earlier one, and be made to wait for an event that
was just recorded. A "no" is a problem (RFC 9457) with a stable code.

People log in and hold a cookie; services bring a key: Authorization: Bearer bp_... Each operation
names in x-access what it asks of its caller. Until the first administrator is there everything is
open on loopback, and whatever is recorded is marked as unauthenticated.`;

const tags = [
  ["traces", "What a lot or a batch reached, and what it came from"],
  ["batches", "Batches and their records"],
  ["lots", "Lots of material"],
  ["audit trail", "Who did what, when, and why, with old and new values"],
  ["dispositions", "What may become of a lot"],
  ["deviations", "What was not as it should be"],
  ["orders", "What is to be made"],
  ["material-definitions", "What materials are"],
  ["equipment", "Equipment, rooms and lines"],
  ["session", "Logging in, one's own account, and logging out"],
  ["people", "People and their roles"],
  ["roles", "What a role may do"],
  ["services", "Machines that act by a key"],
  ["access-control", "The rules of access, and security alerts"],
  ["parties", "Suppliers and customers"],
  ["locations", "Sites and places"],
  ["logistic-units", "What lots are loaded on"],
  ["shipments", "What leaves and what comes back"],
  ["service", "The service itself"],
] as const;
