// The id of what belongs to another client, of another material or at another site, at every
// command of the program that takes one, given by whoever has every right, but for their own part
// of the plant. The table of words was written by hand; a command that it does not know fails, and
// so does a reason for what is not let through any more.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { publish } from "../../../src/cli/instance/published.ts";
import { keptSession } from "../../../src/cli/log-in/kept-session.ts";
import { entries } from "../../../src/cli/program.ts";
import { administers, rightNames } from "../../../src/domain/kernel/access/right.ts";
import { startBeside } from "../../api/attack/attack-for-test.ts";
import { makeThings } from "../../api/attack/right/world-for-test.ts";
import { establishPeople, ok } from "../../api/people-for-test.ts";
import { clientOf, type ServiceForTest, startService } from "../../api/service-for-test.ts";
import { leavesIn } from "./leaves-for-test.ts";
import { at, type Somebody } from "./people-for-test.ts";

// Opening the stores takes most of a command's time: once for each site, not for each command.
const closing: (() => Promise<void>)[] = [];
vi.mock(import("../../../src/cli/instance/instance.ts"), async (load) => {
  const original = await load();
  const opened = new Map<string, ReturnType<typeof original.openInstance>>();
  const openInstance: typeof original.openInstance = async (settings, options) => {
    const known = opened.get(settings.site) ?? original.openInstance(settings, options);
    opened.set(settings.site, known);
    const { close, ...instance } = await known;
    closing.push(close);
    return { ...instance, settings, close: async () => undefined };
  };
  return { ...original, openInstance };
});

const limits = ["client", "material", "site"] as const;
type Limit = (typeof limits)[number];

const lot = "lot:zfx-lot";
const why = "--reason other:Said";
const times = "--from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z";
const digest = `--recipe-version 1 --digest ${"0".repeat(64)}`;

/** What each is given: words that name somebody else's things. */
const words: Readonly<Record<string, readonly string[]>> = {
  trace: [`${lot} --forward`, "batch:zfx-batch --backward", "batch:zfx-1", `lot:own-lot ${lot}`],
  where: [lot, "batch:zfx-batch"],
  between: [`lot:own-lot ${lot}`, `${lot} lot:own-lot`],
  common: [`lot:own-lot ${lot}`],
  circumstances: [`lot:own-lot ${lot}`],
  shares: [lot],
  scan: ["zfx-lot", "zfx-batch"],
  "dispensing next": ["zfx"],
  "dispensing label": ["zfx-batch weighing"],
  "equipment classify": [`zfx-line --classes a ${why}`],
  "equipment status": ["zfx-line"],
  "equipment log": [`zfx-line ${times}`],
  "equipment oee": [`zfx-line ${times} --ideal 1000`],
  "equipment calibration-impact": ["zfx-line"],
  "deviation related": ["zfx-deviation"],
  "review show": ["zfx-batch"],
  "review judge": [`zfx-batch ENTRY --rules r --as justified --because x ${why}`],
  "review rules": [""],
  "batch number": [`zfx-batch --final F ${why}`],
  "batch reserve-serials": [`zfx-batch --serials 1-2 ${why}`],
  "batch account-serials": [`zfx-batch --serials A1 --as destroyed --cause x ${why}`],
  "batch reconcile-serials": [`zfx-batch ${why}`],
  "batch blank-form": [`zfx-batch --to OUT ${why}`],
  "batch print-form": ["zfx-batch --form 1 --to OUT"],
  "batch return-form": [`zfx-batch --form 1 --pages 1 ${why}`],
  "batch void-form": [`zfx-batch --form 1 ${why}`],
  "batch check-copied": [`zfx-batch --entry ENTRY --result same ${why}`],
  "batch attach": [`zfx-batch FILE --media-type text/plain ${why}`],
  dispatch: ["", "--site site-1"],
  "recipe list": [""],
  "recipe show": ["zfx-recipe"],
  "recipe export": ["zfx-recipe"],
  "recipe diff": ["zfx-recipe --from 1 --to 1"],
  "recipe impact": ["zfx-recipe"],
  "recipe submit": [`zfx-recipe ${digest} --change C --impact a=b ${why}`],
  "recipe return": [`zfx-recipe ${digest} --because x ${why}`],
  "recipe approve": [`zfx-recipe ${digest} ${why}`],
  "recipe effective": [`zfx-recipe ${digest} ${why}`],
  "recipe withdraw": [`zfx-recipe --recipe-version 1 ${why}`],
  "recipe compare": ["RECIPE zfx-batch"],
  "recipe back-test": ["zfx-recipe --batches own-batch", "own-recipe --batches zfx-batch"],
  "lot show": [lot],
  "lot decisions": [lot],
  "specification list": ["", "--material zfx"],
  "specification show": ["zfx"],
  "sample list": ["", `--lot ${lot}`, "--material zfx"],
  "sample show": ["zfx-sample"],
  "recall list": [""],
  "recall preview": [lot, "batch:zfx-batch"],
  "recall show": ["zfx-recall"],
  "recall open": [`R-1 ${lot} --because x --type recall ${why}`],
  "recall add": [`zfx-recall ${lot} ${why}`],
  "recall withdraw": [`zfx-recall ${lot} ${why}`],
  "recall hold": [`zfx-recall ${why}`],
  "recall leave-out": [`zfx-recall --lot zfx-lot --because x ${why}`],
  "recall decide": [`zfx-recall proposal --accept ${why}`],
  "recall evaluate": [`zfx-recall --because x --class I --depth consumer --level A ${why}`],
  "recall inform": [`zfx-recall clock authority ${why}`],
  "recall close": [`zfx-recall --because x ${why}`],
  "recall notify": [`zfx-recall C1 --channel letter ${why}`],
  "recall reply": [`zfx-recall C1 --text x ${why}`],
  "recall give-up": [`zfx-recall C1 --because x ${why}`],
  "recall check": [`zfx-recall C1 --method visit ${why}`],
  "recall recovered": [`zfx-recall return --goods "zfx-lot=1 kg" ${why}`],
  "recall disposed": [
    `zfx-recall certificate --goods "zfx-lot=1 kg" --method destroyed --witness x ${why}`,
  ],
  "recall certificate": ["zfx-recall certificate --out OUT"],
  "recall letters": ["zfx-recall --to OUT"],
  "recall consignees": ["zfx-recall", "zfx-recall --purpose recall"],
  "complaint link": [`zfx-complaint --lot zfx-lot ${why}`, `own-complaint --lot zfx-lot ${why}`],
  "complaint investigate": [`zfx-complaint --findings x --others x ${why}`],
  "complaint close": [`zfx-complaint --because x ${why}`],
  record: ["zfx-batch", "zfx-batch --format html --out OUT"],
  audit: ["--batch zfx-batch", `--lot ${lot}`, "--trail record"],
  proof: ["--batch zfx-batch --out OUT"],
};

/** They name no thing of the plant, or in a file that the same commands take in. */
const namesNothing: readonly string[] = [
  ...["recipe import", "complaint raise", "signing-key rotate", "signing-key replace-lost"],
  ...["recall template", "recall draft-template", "recall issue-template"],
  // People, roles and keys are of no part of the plant.
  ...["user list", "user show", "user rights", "user open-contact", "role list", "role show"],
  ...["key list", "session list", "session log", "access policy show"],
];

interface LetThrough {
  readonly why: string;
  readonly to: readonly Limit[];
  readonly at: readonly string[];
}
const leaves = await leavesIn(entries);
const walked = leaves.flatMap(({ name, access }) =>
  (access.kind === "reads" || access.kind === "gives") && !administers(access.right)
    ? [{ name, kind: access.kind }]
    : [],
);

const letThrough: readonly LetThrough[] = [
  {
    why: "Lots and their samples travel: whoever has them there handles them.",
    to: ["site"],
    at: [
      ...[`trace ${lot}`, `trace lot:own-lot ${lot}`, `where ${lot}`, "scan zfx-lot"],
      ...["lot show", "lot decisions", "sample show", `audit --lot ${lot}`],
    ],
  },
  {
    why: "Complaints and recalls reach wherever the goods have gone.",
    to: ["site"],
    at: walked.flatMap(({ name, kind }) =>
      kind === "gives" && /^(recall|complaint) /.test(name) && name in words ? [name] : [],
    ),
  },
];

test("the table knows every command, and no other", () => {
  const known = [...Object.keys(words), ...namesNothing].sort();
  expect(known).toEqual(walked.map(({ name }) => name).sort());
});

let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let folder: string;
const everybody = new Map<Limit, Somebody>();
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), "batchproof-ids-"));
  await writeFile(join(folder, "file"), "name: x\n");
  beside = await startBeside(service, { environment: { SITE: "site-2" } });
  for (const name of ["zfx", "own"]) await makeThings(service, name);
  await makeThings(clientOf(beside.address), "two");
  const { instance, address } = service;
  const { dataDirectory, keysDirectory } = instance.settings;
  const { eventStore, database, folder: kept } = instance.stores;
  publish({ pid: process.pid, dataDirectory, keysDirectory, eventStore, database, address });
  const people = await establishPeople(service);
  const rights = rightNames.filter((right) => !administers(right));
  const role = { title: "Everything", duty: "production", rights, trainings: [] };
  ok(await people.admin.give("/v1/roles/everything/define-role", role));
  const scopes = {
    client: { clients: ["client-own"] },
    material: { materials: ["own"] },
    site: { sites: ["site-2"] },
  };
  for (const limit of limits) {
    const { cookie } = await people.person(`of-${limit}`, {
      role: "everything",
      scope: scopes[limit],
    });
    const site: Readonly<Record<string, string>> = limit === "site" ? { SITE: "site-2" } : {};
    const environment = { XDG_STATE_HOME: join(folder, limit), ...site };
    keptSession(environment, kept.path).keep(cookie.split("=")[1] ?? "");
    everybody.set(limit, at({ dataDirectory, folder }, environment));
  }
}, 120_000);
afterAll(async () => {
  for (const close of closing) await close();
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const recipe = join(import.meta.dirname, "../../../examples/campaign-43.recipe.yaml");
const wordsIn = (line: string, n: number): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? "")
    .map((word) => (word === "OUT" ? join(folder, `out-${n}`) : word))
    .map((word) => (word === "FILE" ? join(folder, "file") : word))
    .map((word) => (word === "RECIPE" ? recipe : word))
    .map((word) => (word === "ENTRY" ? "01900000-0000-7000-8000-000000000000" : word));

interface Said {
  readonly code: number | null;
  readonly err: string;
  /** Without what was typed. */
  readonly told: string;
}

let count = 0;
async function said({ run }: Somebody, name: string, line: string): Promise<Said> {
  count += 1;
  const typed = wordsIn(line, count);
  const { code, out, err } = await run([...name.split(" "), ...typed, "--json"]);
  const words = typed.toSorted((a, b) => b.length - a.length);
  const answered = (out + err).replaceAll(/"(?:asOf|logSize)":\d+/g, "");
  return { code, err, told: words.reduce((all, word) => all.replaceAll(word, ""), answered) };
}

test("at every command [P11-10g] [A11-12.1]", async () => {
  const found = new Map<string, string>();
  const unlike = new Map<string, readonly string[]>();
  for (const { name, kind } of walked) {
    for (const line of words[name] ?? []) {
      for (const [limit, somebody] of everybody) {
        const key = `${limit} ${`${name} ${line}`.trim()}`;
        const { code, err, told } = await said(somebody, name, line);
        // What a list leaves out it does not tell of.
        const isEmpty = kind === "reads" && code === 0 && !told.includes("zfx");
        const isRefused = err.includes('"NOT_AUTHORIZED"') && !told.includes("zfx");
        if (!isEmpty && !isRefused) found.set(key, `${code} ${told.trim()}`);
        if (kind !== "reads" || !line.includes("zfx")) continue;
        const absent = await said(somebody, name, line.replaceAll("zfx", "zfy"));
        // Where there is a site of one's own, what is not there is said not to be: no name near it.
        const isAlike = limit === "site" ? !absent.told.includes("zfx") : absent.told === told;
        if (!isAlike) unlike.set(key, [told, absent.told]);
      }
    }
  }
  const reasons = letThrough.flatMap(({ to, at: places }) =>
    to.flatMap((limit) => places.map((place) => `${limit} ${place}`)),
  );
  const covers = (reason: string, key: string) => key === reason || key.startsWith(`${reason} `);
  const without = [...found].filter(([key]) => !reasons.some((one) => covers(one, key)));
  const stale = reasons.filter((one) => ![...found.keys()].some((key) => covers(one, key)));
  // Another's, and what is not there, are answered alike.
  expect({ without, stale, unlike: [...unlike] }).toEqual({ without: [], stale: [], unlike: [] });
}, 300_000);
