// `batchproof role`: what roles may do, and who holds them.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { defineRole, retireRole, reviseRole } from "../../domain/role/commands.ts";
import { RoleDefined } from "../../domain/role/events.ts";
import type { RoleDefinition } from "../../domain/role/role.ts";
import { type Leaf, reading } from "../entry.ts";
import { several } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { acting, callOf, giving } from "./acting.ts";
import { byId, everyRole, roleCalled } from "./directory.ts";
import { grantCommands } from "./grant.ts";
import { facts, showing, table } from "./showing.ts";

interface Wanted {
  readonly file?: string;
  readonly title?: string;
  readonly duty?: RoleDefinition["duty"];
  readonly right?: RoleDefinition["rights"];
  readonly training?: string[];
}

const wanted = (line: Command) =>
  line
    .option("--file <file>", "title, duty, rights and trainings, as JSON")
    .option("--title <text>", "what people call it")
    .option("--duty <duty>", "administration, production, quality, oversight or service")
    .option("--right <right>", "a right; may be repeated", several)
    .option("--training <topic>", "a training that it asks for; may be repeated", several);

/** What the options do not say is as it was. Throws DEFINITION_MALFORMED. */
function definition(options: Wanted, former?: RoleDefinition): RoleDefinition {
  const { file, title, duty, right, training } = options;
  const given = {
    trainings: [],
    ...former,
    ...(file !== undefined && jsonIn(file)),
    ...(title !== undefined && { title }),
    ...(duty !== undefined && { duty }),
    ...(right !== undefined && { rights: right }),
    ...(training !== undefined && { trainings: training }),
  };
  const parsed = RoleDefined.data.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new CliFault("DEFINITION_MALFORMED", `The definition is not whole: ${issues.join("; ")}.`);
}

/** Throws DEFINITION_MALFORMED. */
export function jsonIn(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof content === "object" && content !== null) return content;
    throw new Error("it is no object");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliFault("DEFINITION_MALFORMED", `${file} cannot be taken: ${why}.`, { cause });
  }
}

const list = showing({
  usage: "list",
  summary: "Every role, with its rights",
  access: reading("listRoles", "readSystemTrail"),
  example: "batchproof role list",
  async show(instance) {
    const all = await everyRole(instance);
    const roles = all.map(({ id, status, definition: one }) => ({ id, status, ...one }));
    const rows = roles.map(({ id, status, title, duty, rights }) => [
      status === "retired" ? `${id} (retired)` : id,
      title,
      duty,
      rights.join(", "),
    ]);
    const titles = ["Role", "Title", "Duty", "Rights"];
    return { json: { roles }, text: (look) => table(titles, rows, "No role is defined.", look) };
  },
});

const show = showing({
  usage: "show <role>",
  summary: "What a role may do",
  access: reading("getRole", "readSystemTrail"),
  example: "batchproof role show operator",
  async show(instance, [id = ""]) {
    const found = await roleCalled(instance, id);
    if (!found) throw new CliFault("NOT_IN_LOG", `No role ${id} is defined.`);
    const { title, duty, rights, trainings } = found.definition;
    const json = { id, status: found.status, ...found.definition };
    const rows = [
      ["Role", `${id}, ${found.status}`],
      ["Title", title],
      ["Duty", duty],
      ["Rights", rights.join(", ")],
      ["Trainings", trainings.join("; ") || "none"],
    ] as const;
    return { about: { kind: "role", id }, json, text: (look) => facts(rows, look) };
  },
});

const define = giving({
  usage: "define <role>",
  summary: "Define a role of the site's own",
  example:
    "batchproof role define sampler --title Sampler --duty quality --right readRecords \\\n" +
    "    --right recordResults",
  command: defineRole,
  options: wanted,
  find: byId,
  data: (options: Wanted) => definition(options),
  said: (role) => `The role ${role} is defined.`,
});

const revise = acting<Wanted>({
  usage: "revise <role>",
  summary: "Change what a role may do; it counts at once for whoever holds it",
  example:
    'batchproof role revise sampler --training SOP-12/3 --reason "CAPA:Deviation D-7 asks for it"',
  command: reviseRole,
  options: wanted,
  async act(instance, by, [id = ""], options) {
    const former = await roleCalled(instance, id);
    const data = definition(options, former?.definition);
    const call = { ...callOf(by, id), data };
    const answer = await instance.handler.execute(reviseRole, call, by.session);
    return { answer, id, said: `The role ${id} is revised.` };
  },
});

const retire = giving({
  usage: "retire <role>",
  summary: "A role grants nothing any more",
  example: 'batchproof role retire sampler --reason "REORGANISED:Sampling is done by analysts"',
  command: retireRole,
  find: byId,
  data: () => ({}),
  said: (role) => `The role ${role} is retired.`,
});

export const roleCommands: readonly Leaf[] = [list, show, define, revise, retire, ...grantCommands];
