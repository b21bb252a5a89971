// Every role at every command of the program, here and at another site: what each may is worked out
// from a table that was written by hand, and what they may not is found in the log. A command that
// the table does not know fails.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish } from "../../../src/cli/instance/published.ts";
import { callerOf } from "../../../src/cli/log-in/caller.ts";
import { keptSession } from "../../../src/cli/log-in/kept-session.ts";
import { entries } from "../../../src/cli/program.ts";
import { CliFault } from "../../../src/cli/terminal/fault.ts";
import { openTerminal } from "../../../src/cli/terminal/terminal.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { hasHere, type Walker, walkerIn, walkersFor } from "../../api/access/walkers-for-test.ts";
import { recordedOf } from "../../api/attack/attack-for-test.ts";
import { establishPeople, type People } from "../../api/people-for-test.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";
import { leavesIn, type Named } from "./leaves-for-test.ts";
import { at } from "./people-for-test.ts";

const commandsOfRight: Partial<Record<Right, string>> = {
  importData: "import tablets, import qif",
  operateSystem:
    "rebuild, verify, checkpoint, replicate, signing-key rotate, signing-key replace-lost, " +
    "signing-key hand-overs, backup",
  readRecords:
    "trace, where, between, common, circumstances, shares, record, audit, proof, " +
    "lot show, lot decisions, " +
    "specification list, specification show, sample list, sample show, " +
    "recall list, recall preview, recall show, recall letters, recall consignees, " +
    "recall certificate, " +
    "recall template, scan, dispatch, " +
    "dispensing next, dispensing label, " +
    "equipment status, equipment log, equipment oee, equipment calibration-impact, " +
    "recipe list, recipe show, recipe export, recipe diff, recipe impact, recipe compare, " +
    "deviation related, recipe back-test, review show, review rules, batch print-form",
  authorMasterData: "recipe import, recipe submit, recall draft-template",
  approveMasterData: "recipe return, recipe approve, recipe effective, recipe withdraw",
  issueBatch:
    "batch number, batch reserve-serials, batch blank-form, batch return-form, batch void-form",
  executeBatch: "batch attach, batch account-serials, batch reconcile-serials, batch check-copied",
  qualifyEquipment: "equipment classify",
  reviewRecord: "review judge",
  manageRecall:
    "exercise, " +
    "recall open, recall add, recall hold, recall leave-out, recall inform, recall notify, " +
    "recall reply, recall give-up, recall check, recall recovered, recall disposed",
  decideRecall:
    "recall decide, recall evaluate, recall close, recall withdraw, recall issue-template",
  recordComplaint: "complaint raise, complaint link, complaint investigate",
  closeComplaint: "complaint close",
  readSystemTrail:
    "user list, user show, user rights, role list, role show, key list, access policy show",
  readAccessTrail: "session list, session log",
  readContacts: "user open-contact",
  managePeople:
    "user enrol, user train, user rename, user leave, user invite, user recover, user link, " +
    "user contact, user qualify, user end-qualification, " +
    "user withdraw-qualification",
  verifyIdentity: "user verify",
  secureAccounts:
    "user approve-recovery, user disable, user enable, user unlock, user end-credential, " +
    "session end, key approve",
  eraseData: "user erase",
  defineRoles: "role define, role revise, role retire, access policy set, access statement publish",
  grantRoles: "role grant, role revoke",
  manageServices: "key register, key issue, key revoke, key retire",
  reviewAccess: "access review",
};
const rightOf = new Map(
  Object.entries(commandsOfRight).flatMap(([right, names]) =>
    names.split(", ").map((name) => [name, right as Right] as const),
  ),
);

const leaves = await leavesIn(entries);
const asking = leaves.flatMap(({ access, ...leaf }) =>
  "right" in access ? [{ ...leaf, access }] : [],
);

test("each command asks for the right that it should, or says why for none [P11-10g]", () => {
  const said = asking.map(({ name, access: { right } }) => [name, right]);
  expect(new Map(said as [string, Right][])).toEqual(rightOf);
  const of = (kind: string) => leaves.filter(({ access }) => access.kind === kind);
  expect(of("own").map(({ name }) => name)).toEqual([
    "who",
    "account password",
    "account statement",
  ]);
  expect(of("anyone").map(({ name }) => name)).toEqual([
    ..."demo, serve, recipe check, witness, restore, status, log-in, log-out".split(", "),
    ..."user first, user unlock-at-console, user accept".split(", "),
  ]);
});

let service: ServiceForTest;
let people: People;
let folder: string;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  folder = await mkdtemp(join(tmpdir(), "batchproof-cells-"));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const environmentOf = ({ id }: Walker) => ({ XDG_STATE_HOME: join(folder, id) });

/** As `batchproof log-in` keeps it. */
function keep(walker: Walker): void {
  const { stores } = service.instance;
  const [, token = ""] = walker.identity.cookie?.split("=") ?? [];
  if (token !== "") keptSession(environmentOf(walker), stores.folder.path).keep(token);
}

/** By whose id: what was refused. */
const refusedTo = new Map<string, readonly string[]>();

describe("at each command of the program [P11-10g] [A11-12.1] [A11d-11.10-11]", () => {
  test.each(walkersFor("here", "elsewhere"))("%s, %s", async (role, place) => {
    const walker = await walkerIn(people, role, place);
    keep(walker);
    const found: (readonly [string, string])[] = [];
    for (const leaf of asking) found.push([leaf.name, await asked(walker, leaf)]);
    const expected = asking.map(({ name, access: { right } }) => {
      const isHad = hasHere(role, place, right);
      return [name, isHad ? "allowed" : "NOT_AUTHORIZED"];
    });
    expect(found).toEqual(expected);
    const refused = expected.filter(([, told]) => told !== "allowed").map(([name]) => name ?? "");
    refusedTo.set(walker.id, refused);
  });

  test("each refusal is in the log, with who was refused and what", async () => {
    const events = await recordedOf(service, "AttemptRefused");
    const kept = Map.groupBy(events, ({ metadata }) => metadata.actor.id);
    for (const [id, names] of refusedTo) {
      const told = (kept.get(id) ?? []).map(({ event }) => event.data.command);
      expect([id, told]).toEqual([id, names.map((name) => `batchproof ${name}`)]);
    }
  });
});

const terminal = openTerminal(() => process.stdin, process.stdout, process.stderr);

/** As every command asks before it does anything. */
async function asked(walker: Walker, { name, access }: Named): Promise<string> {
  const { instance } = service;
  const { key: apiKey } = walker.identity;
  const settings = { ...instance.settings, ...(apiKey !== undefined && { apiKey }) };
  const environment = environmentOf(walker);
  const manner = { json: true, verbose: false, stop: new AbortController().signal };
  const run = { environment, terminal, access, typed: name, name, ...manner };
  try {
    await callerOf(run, { ...instance, settings });
    return "allowed";
  } catch (error) {
    return error instanceof CliFault ? error.code : String(error);
  }
}

const help = readFileSync(join(import.meta.dirname, "../../../docs/cli.md"), "utf8");

/** The first example in its help, else its usage: well-formed, and about nothing that is there. */
function wordsOf({ name, usage }: Named): readonly string[] {
  const [, section = ""] = help.split(`\n## batchproof ${name}\n`);
  const [own = ""] = section.split("\n## ");
  const [, example] = /^ {2}batchproof ((?:.*\\\n)*.*)$/m.exec(own) ?? [];
  const typed = example?.replaceAll("\\\n", "").split(" | ")[0];
  const line = typed ?? usage.replaceAll(/[<>]/g, "");
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

describe("each command, given by who has no role [P11-10g] [A11-12.1]", () => {
  let walker: Walker;
  beforeAll(async () => {
    const { instance, address } = service;
    const { dataDirectory, keysDirectory } = instance.settings;
    const { eventStore, database } = instance.stores;
    publish({ pid: process.pid, dataDirectory, keysDirectory, eventStore, database, address });
    const client = await people.person("nora");
    walker = { client, identity: { cookie: client.cookie }, id: client.id };
    keep(walker);
  });
  test.each(asking.map((leaf) => [leaf.name, leaf] as const))("%s", async (_, leaf) => {
    const { dataDirectory } = service.instance.settings;
    const somebody = at({ dataDirectory, folder }, environmentOf(walker));
    const refused = await somebody.refused(wordsOf(leaf));
    expect(refused).toEqual({ code: 1, said: "NOT_AUTHORIZED" });
  });
});
