// Who may import what: an allow-list, of which the most exact area counts. The rest is forbidden.

export interface Area {
  /** A file or a folder; `*` stands for one name. */
  readonly at: string;
  /** Files, folders, packages, modules of Node; `*`: the name found; `type X`: its types only. */
  readonly may: readonly string[];
  readonly why: string;
}

/** What computes and waits, and reaches nothing outside the process. */
const harmless = ["assert", "buffer", "events", "path", "readline", "stream", "timers"]
  .concat("url", "util", "v8", "zlib")
  .map((name) => `node:${name}`);

export const areas: readonly Area[] = [
  {
    at: "src/domain",
    may: ["src/domain", "zod"],
    why: "A rule that reads a clock or a table cannot be replayed.",
  },
  {
    at: "src/domain/kernel",
    may: ["src/domain/kernel", "zod"],
    why: "The kernel knows no aggregate.",
  },
  {
    at: "src/domain/kernel/quantity.ts",
    may: ["src/domain/kernel", "zod", "big.js"],
    why: "Decimal arithmetic is in one place.",
  },
  {
    at: "src/domain/kernel/recipe/digest.ts",
    may: ["src/domain/kernel", "@noble/hashes"],
    why: "A digest is arithmetic; one place computes it in a decision.",
  },
  {
    at: "src/domain/*/",
    may: ["src/domain/*", "src/domain/kernel", "zod"],
    why: "Aggregates meet in projections or in a process.",
  },
  {
    at: "src/integrity",
    may: ["src/integrity", "node:crypto", "node:buffer"],
    why: "An outside verifier uses it without the rest.",
  },
  {
    at: "src/anchors",
    may: ["src/anchors", "src/integrity", "asn1js", "node:fs", "node:crypto", ...harmless],
    why: "Integrity code that touches files and the wire knows nothing of the domain.",
  },
  {
    at: "src/processes",
    may: ["src/processes", "src/domain", "src/eventstore", "src/projections", ...harmless],
    why: "A process speaks through commands and queries.",
  },
  { at: "src/genealogy", may: ["src/genealogy"], why: "The graph engine has no input or output." },
  {
    at: "src/eventstore",
    may: [
      "src/eventstore",
      "src/domain",
      "src/integrity",
      "lru-cache",
      "node:crypto",
      "node:timers",
      ...harmless,
    ],
    why: "The log knows neither its readers nor the wire.",
  },
  {
    at: "src/eventstore/event-log.ts",
    may: ["src/eventstore", "@eventstore/db-client", "@grpc/grpc-js", "node:crypto", ...harmless],
    why: "The one importer of the client, and its quirks' one home.",
  },
  {
    at: "src/eventstore/embedded",
    may: [
      "src/eventstore/embedded",
      "src/eventstore/protobuf",
      "src/eventstore/event-log-fault.ts",
      "@eventstore/db-client/generated",
      "@grpc/grpc-js",
      "node:child_process",
      "node:crypto",
      "node:fs",
      "node:net",
      "node:os",
      "node:sqlite",
      "node:worker_threads",
      ...harmless,
    ],
    why: "The embedded node is a process of its own that speaks the protocol, no more.",
  },
  {
    at: "src/sample-plant",
    may: [
      "src/sample-plant",
      "src/device",
      "src/domain",
      "src/processes",
      "src/eventstore",
      "src/import/recipe",
      "node:crypto",
      "node:fs",
      ...harmless,
    ],
    why: "The demonstration does what any user can do: it gives commands, and reads recipe files.",
  },
  {
    at: "src/device",
    may: ["src/device", "src/domain", ...harmless],
    why: "A driver says what a device shows; what that means is decided elsewhere.",
  },
  {
    at: "src/vault",
    may: ["src/vault", "node:fs", "node:crypto", "node:os", "node:sqlite", ...harmless],
    why: "Blobs and keys are bytes; their meaning is elsewhere.",
  },
  {
    at: "src/access/credential",
    may: [
      "src/access/credential",
      "@simplewebauthn/server",
      "@zxcvbn-ts/core",
      "@zxcvbn-ts/language-common",
      "@zxcvbn-ts/language-en",
      "openid-client",
      "node:crypto",
      ...harmless,
    ],
    why: "Cryptography of credentials knows neither the log nor the wire.",
  },
  {
    at: "src/access",
    may: [
      "src/access",
      "src/domain",
      "src/eventstore",
      "src/processes",
      "src/vault",
      "src/database",
      "kysely",
      "lru-cache",
      "zod",
      "node:crypto",
      ...harmless,
    ],
    why: "Who is asking: from the log, the vault and the store of sessions, and not from the wire.",
  },
  {
    at: "src/database",
    may: [
      "src/database",
      "pg",
      "kysely",
      "kysely-codegen",
      "node:child_process",
      "node:crypto",
      "node:fs",
      "node:module",
      "node:os",
      ...harmless,
    ],
    why: "It knows PostgreSQL, not what is kept there.",
  },
  {
    at: "src/projections",
    may: [
      "src/projections",
      "src/domain",
      "src/eventstore/stream-name.ts",
      "src/eventstore/replica/passed-over.ts", // What has a revision and is not of the log.
      "type src/eventstore",
      "src/integrity",
      "src/genealogy",
      "src/database",
      "kysely",
      "pg",
      "pg-copy-streams",
      "lru-cache",
      "type pino",
      "zod",
      "node:crypto",
      "node:fs",
      ...harmless,
    ],
    why: "A read model is handed its events; it fetches none.",
  },
  {
    at: "src/projections/genealogy/graph",
    may: [
      "src/projections",
      "src/genealogy",
      "src/database",
      "src/vault/draft.ts",
      "kysely",
      "pg",
      "pg-copy-streams",
      "node:crypto",
      "node:fs",
      "node:os",
      "node:v8",
      "node:vm",
      "node:worker_threads",
      ...harmless,
    ],
    why: "A graph in memory: out of a read model and a file of its own, for threads.",
  },
  {
    at: "src/reports",
    may: [
      "src/reports",
      "src/projections",
      "src/integrity",
      "src/vault",
      "@peculiar/x509",
      "asn1js",
      "bwip-js",
      "fontkit",
      "pdfkit",
      "pkijs",
      "node:crypto",
      "node:fs",
      ...harmless,
    ],
    why: "Read models in, paper out: one truth for each document.",
  },
  {
    at: "src/import",
    may: [
      "src/import",
      "src/domain",
      "src/eventstore",
      "csv-parse",
      "node:crypto",
      "node:fs",
      ...harmless,
    ],
    why: "Files become commands, by the same way as everybody's.",
  },
  {
    at: "src/import/xml",
    may: ["src/import", "saxes", "node:fs", ...harmless],
    why: "The one reader of XML, which may come from anybody.",
  },
  {
    at: "src/import/recipe",
    may: ["src/import", "src/domain", "yaml", ...harmless],
    why: "Text becomes a recipe and back: the one reader of YAML.",
  },
  {
    at: "src/api",
    may: [
      "src/api",
      "src/access",
      "src/domain",
      "src/eventstore",
      "src/processes",
      "src/projections",
      "src/reports",
      "src/integrity",
      "src/genealogy",
      "src/vault",
      "src/import",
      "src/database/availability.ts", // Whether it is away.
      "type src/database", // The connection that queries are handed.
      "@fastify/formbody",
      "@fastify/rate-limit",
      "@fastify/swagger",
      "fastify",
      "fastify-type-provider-zod",
      "ipaddr.js",
      "zod",
      "node:crypto",
      "node:fs", // The scripts that a browser loads are files.
      ...["node:http", "node:https", "node:net"],
      ...harmless,
    ],
    why: "Names on the wire and status codes; no rules, no tables.",
  },
  { at: "src/cli", may: ["*anything"], why: "Joins the parts." },
  { at: "src/main.ts", may: ["*anything"], why: "Joins the parts." },
  {
    at: "schemas",
    may: [
      ...["schemas", "src/domain", "zod", "json-schema-to-typescript"],
      ...["node:crypto", "node:fs"],
      ...harmless,
    ],
    why: "The contract is made from the catalogue.",
  },
  { at: "web", may: ["web"], why: "The browser knows the API through its generated types only." },
  { at: "test", may: ["*anything"], why: "Tests look at everything." },
  { at: "bench", may: ["*anything"], why: "Benchmarks look at everything." },
];

/** The one file that reads the environment. */
export const environmentReader = "src/main.ts";
