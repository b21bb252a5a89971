// Annex 11, 15; EU GMP Annex 16: what a master of EU GMP Part I makes is certified by a Qualified
// Person, and the record says under which number.
import { beforeEach, expect, test } from "vitest";
import { disposition } from "../../../src/domain/disposition/disposition.ts";
import { enrolPerson } from "../../../src/domain/person/identity/commands.ts";
import {
  endQualifiedPerson,
  enterQualifiedPerson,
} from "../../../src/domain/person/qualified-person/commands.ts";
import { openWorks, type Works } from "../execution/works-for-test.ts";
import { approve, dispose, make, must, ofEurope, review } from "./made-for-test.ts";

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

test("it happens, and says as whom", async () => {
  must(await enter(works));
  must(await release({ market: "DE" }));
  const { state } = await works.handler.load(disposition, "d-1");
  expect(state).toMatchObject({
    decided: { qualifiedAs: { registerNumber: "QP-0471", authority: "JAZMP" } },
  });
  expect(await release({ market: "DE" })).toMatchObject({ outcome: "accepted", events: [] });
});

test("section 30: it is refused by anybody else, and the attempt is kept", async () => {
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

test("nor one that was ended", async () => {
  must(await enter(works));
  const ended = { registerNumber: entry.registerNumber };
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
