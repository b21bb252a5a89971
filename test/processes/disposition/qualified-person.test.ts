// Annex 11, 15; EU GMP Annex 16: what a master of EU GMP Part I makes is certified by a Qualified
// Person, and the record says under which number.
import { beforeEach, expect, test } from "vitest";
import { disposition } from "../../../src/domain/disposition/disposition.ts";
import { enrolPerson } from "../../../src/domain/person/identity/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import {
  endQualifiedPerson,
  enterQualifiedPerson,
} from "../../../src/domain/person/qualified-person/commands.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import { kg } from "../../domain/batch/control-recipe/examples.ts";
import { as, id, openWorks, reason, type Works } from "../execution/works-for-test.ts";
import { approve, dispose, make, must, ofEurope, requested, review } from "./made-for-test.ts";

const made = { on: { equipmentId: "mixer-1" }, lot: { expiresOn: "2028-11-30" } };
const entry = { registerNumber: "QP-0471", authority: "JAZMP", sites: "all", materials: "all" };
const required = { outcome: "refused", code: "QP_REQUIRED" };
const decider = "person-quality";

async function madeBy(more: object): Promise<readonly [Works, string]> {
  const works = await openWorks(more);
  const lot = await make(works, works.lots.good, made);
  await review(works);
  must(await approve(works));
  const enrolment = { username: "quality", printedName: "Quality", initials: "Q" };
  const account = { ...enrolment, account: "personal" as const };
  must(await works.give(enrolPerson, decider, account, "carla"));
  return [works, lot];
}
const enter = ({ give }: Works, change: object = {}) =>
  give(enterQualifiedPerson, decider, { ...entry, ...change } as never, "carla");

let works: Works;
let lot: string;
beforeEach(async () => {
  [works, lot] = await madeBy(ofEurope);
});
const release = (more: object = {}) =>
  dispose(works, lot, "release", { dispositionId: "d-1", ...more });

test("it happens, and says as whom [A11-15]", async () => {
  must(await enter(works));
  must(await release({ market: "DE" }));
  const { state } = await works.handler.load(disposition, "d-1");
  expect(state).toMatchObject({
    decided: { qualifiedAs: { registerNumber: "QP-0471", authority: "JAZMP" } },
  });
  expect(await release({ market: "DE" })).toMatchObject({ outcome: "accepted", events: [] });
});

test("section 30: it is refused by anybody else, and the attempt is kept [A11-15]", async () => {
  expect(await release()).toMatchObject(required);
  const attempt = (await Array.fromAsync(works.log.readStream("refusals-site-1"))).at(-1);
  expect(attempt).toMatchObject({
    type: "AttemptRefused",
    data: { code: "QP_REQUIRED", attempted: { sections: [30] } },
  });
  must(await enter(works));
  must(await release());
});

test.each([
  ["of another site", { sites: ["site-2"] }],
  ["of another product", { materials: ["tablets"] }],
  ["that begins tomorrow", { from: "2026-11-21" }],
  ["that ended yesterday", { until: "2026-11-19" }],
])("an entry %s does not do", async (_, change) => {
  must(await enter(works, change));
  expect(await release()).toMatchObject(required);
});

test("the site is where it was made, wherever it is decided", async () => {
  const data = { dispositionId: "d-1", materialLotId: lot, decision: "release" as const };
  const elsewhere = { ...as("quality"), site: "site-2" };
  must(await enter(works, { sites: ["site-2"] }));
  expect(await decideDisposition(works.handler, requested(data), elsewhere)).toMatchObject(
    required,
  );
  must(await enter(works, { sites: ["site-1"] }));
  must(await decideDisposition(works.handler, requested(data), elsewhere));
});

test("nor one that was ended [A11-15]", async () => {
  must(await enter(works));
  const ended = { registerNumber: entry.registerNumber, authority: entry.authority };
  must(await works.give(endQualifiedPerson, decider, ended, "carla"));
  expect(await release()).toMatchObject(required);
});

test("on conditions it is certified too; rejected, and used at risk, it is not", async () => {
  const under = { dispositionId: "d-2", conditions: "Not before the audit." };
  expect(await dispose(works, lot, "conditional", under)).toMatchObject(required);
  must(await dispose(works, lot, "useAtRisk", { dispositionId: "d-3" }));
  must(await dispose(works, lot, "reject", { dispositionId: "d-3" }));
});

test("what a master without that profile makes needs none", async () => {
  [works, lot] = await madeBy({ ...ofEurope, profiles: [] });
  must(await release());
  const { state } = await works.handler.load(disposition, "d-1");
  expect(state).not.toHaveProperty("decided.qualifiedAs");
});

const other = { username: "rosa", printedName: "Rosa", initials: "R" };
/** Somebody else is entered, and the decider is not. */
async function enterAnother({ give }: Works): Promise<void> {
  must(await give(enrolPerson, "person-rosa", { ...other, account: "personal" as const }, "carla"));
  must(await give(enterQualifiedPerson, "person-rosa", entry as never, "carla"));
}

test("nobody borrows another's entry by naming them", async () => {
  await enterAnother(works);
  for (const claimed of [{ authorisedBy: "person-rosa" }, { onBehalfOf: "person-rosa" }]) {
    const data = { dispositionId: "d-1", materialLotId: lot, decision: "release" as const };
    const claims = { reason, ...claimed };
    const request = { commandId: id(), data, claims };
    expect(await decideDisposition(works.handler, request, as("quality"))).toMatchObject(required);
  }
});

test.each([
  ["service", { kind: "service", id: decider, name: "Interface" }],
  ["import", { kind: "import", id: decider, name: "Import" }],
] as const)("no key of kind %s decides as a Qualified Person", async (_, actor) => {
  must(await enter(works));
  const data = { dispositionId: "d-1", materialLotId: lot, decision: "release" as const };
  const keyed = { ...as("quality"), actor };
  expect(await decideDisposition(works.handler, requested(data), keyed)).toMatchObject({
    outcome: "refused",
    code: "UNAUTHENTICATED",
  });
});

test("an entry of yesterday serves no decision that says it was made then", async () => {
  must(await enter(works, { until: "2026-11-19" }));
  const data = { dispositionId: "d-1", materialLotId: lot, decision: "release" as const };
  const claims = { reason, occurredAt: "2026-11-19T12:00:00.000Z" };
  const request = { commandId: id(), data, claims };
  expect(await decideDisposition(works.handler, request, as("quality"))).toMatchObject({
    outcome: "refused",
    code: "STEP_MUST_BE_RECORDED_LIVE",
  });
});

test("the decision says by which state of the entry it was made", async () => {
  must(await enter(works));
  must(await release());
  const decided = (await Array.fromAsync(works.log.readStream("disposition-d-1"))).at(-1);
  const { revision } = await works.handler.load(person, decider);
  expect(decided?.metadata.basedOn).toContainEqual({ stream: `person-${decider}`, revision });
});

test.each(["suspend", "revoke"] as const)("after %s it is certified anew", async (decision) => {
  must(await enter(works));
  must(await release());
  must(await dispose(works, lot, decision, { dispositionId: "d-1" }));
  const ended = { registerNumber: entry.registerNumber, authority: entry.authority };
  must(await works.give(endQualifiedPerson, decider, ended, "carla"));
  expect(await release()).toMatchObject(required);
  const elsewhere = { dispositionId: "d-9", conditions: "Not before the audit." };
  expect(await dispose(works, lot, "conditional", elsewhere)).toMatchObject(required);
  must(await enter(works));
  must(await release());
});

test("a part that was split off is certified as the whole is", async () => {
  const part = id();
  const into = [{ materialLotId: part, identifiers: [], quantity: kg("3"), containerIds: [] }];
  must(await splitLot(works.handler, requested({ materialLotId: lot, into }), as("carla")));
  expect(await dispose(works, part, "release")).toMatchObject(required);
});

test("used at risk it is certified before it is released", async () => {
  must(await dispose(works, lot, "useAtRisk", { dispositionId: "d-1" }));
  expect(await release()).toMatchObject(required);
});
