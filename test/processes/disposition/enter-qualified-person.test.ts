// Whoever is entered as a Qualified Person is so for sites and products that there are, and under a
// number that is nobody else's.
import { beforeEach, expect, test } from "vitest";
import { reserveIdentifier } from "../../../src/domain/identifier/commands.ts";
import { identifier } from "../../../src/domain/identifier/identifier.ts";
import { registerSite } from "../../../src/domain/location/commands.ts";
import { defineMaterial } from "../../../src/domain/material-definition/commands.ts";
import { enrolPerson } from "../../../src/domain/person/identity/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import * as commands from "../../../src/domain/person/qualified-person/commands.ts";
import * as register from "../../../src/domain/person/qualified-person/qualified-person.ts";
import { identifierId } from "../../../src/eventstore/handler/reserve.ts";
import { enterQualifiedPerson } from "../../../src/processes/disposition/enter-qualified-person.ts";
import { as, id, openWorks, reason, type Works } from "../execution/works-for-test.ts";
import { must } from "./made-for-test.ts";

const { endQualifiedPerson, withdrawQualifiedPerson } = commands;
const number = { registerNumber: "QP-0471", authority: "JAZMP" };
const numberId = identifierId({ scheme: "qualifiedPerson", issuer: "jazmp", value: "qp-0471" });
const entry = { ...number, sites: "all", materials: "all" };
const personal = "personal" as const;

const tablets = {
  name: "Tablets",
  kind: "finishedProduct" as const,
  identifiers: [],
  traceability: [{ level: "lot" as const, mandatory: true }],
  baseUnitOfMeasure: "{tablet}",
};

let works: Works;
beforeEach(async () => {
  works = await openWorks();
  for (const username of ["rosa", "eva"]) {
    const enrolment = { username, printedName: username, initials: "X", account: personal };
    must(await works.give(enrolPerson, `person-${username}`, enrolment, "carla"));
  }
  const site = { name: "Ljubljana", identifiers: [], zone: "Europe/Ljubljana" };
  must(await works.give(registerSite, id(), site, "carla"));
  must(await works.give(defineMaterial, "tablets", tablets, "carla"));
});

const enter = (change: object = {}, of = "rosa", claims: object = { reason }) => {
  const call = { commandId: id(), id: `person-${of}`, data: { ...entry, ...change }, claims };
  return enterQualifiedPerson(works.handler, call, as("carla"), siteCalled);
};

/** Registered before names of sites were reserved. */
const siteCalled = async (name: string) => (name === "Kranj" ? "place-kranj" : undefined);

test("it happens, for sites and products that there are", async () => {
  must(await enter({ sites: ["site-1", "Ljubljana"], materials: ["tablets"] }));
  const { state } = await works.handler.load(person, "person-rosa");
  expect(state).toHaveProperty("qualified.size", 1);
});

test.each([
  ["site", { sites: ["Ljubljana", "Celje"] }, "There is no site Celje: "],
  ["site as it is written", { sites: ["ljubljana"] }, "Ljubljana"],
  ["material", { materials: ["tablets", "granules"] }, "There is no material granules: "],
])("an unknown %s is refused by name", async (_, change, named) => {
  const answer = await enter(change);
  expect(answer).toMatchObject({ outcome: "refused", code: "NOT_FOUND" });
  expect(answer).toHaveProperty("message", expect.stringContaining(named));
});

test("a second person is not entered under the number, also once it was ended", async () => {
  must(await enter());
  const taken = { outcome: "refused", code: "IDENTIFIER_TAKEN" };
  expect(await enter({ until: "2027-12-31" }, "eva")).toMatchObject(taken);
  expect(await enter({ registerNumber: "qp-0471" }, "eva")).toMatchObject(taken);
  expect(await enter({ authority: " jazmp" }, "eva")).toMatchObject(taken);
  must(await works.give(endQualifiedPerson, "person-rosa", number, "carla"));
  expect(await enter({}, "eva")).toMatchObject(taken);
  must(await enter({ authority: "AGES" }, "eva"));
  must(await enter());
});

test("withdrawn, the number is entered for the right person", async () => {
  must(await enter({}, "eva"));
  expect(await enter()).toMatchObject({ code: "IDENTIFIER_TAKEN" });
  must(await works.give(withdrawQualifiedPerson, "person-eva", number, "carla"));
  must(await enter());
  expect(await works.last(`identifier-${numberId}`)).toMatchObject({
    type: "IdentifierReassigned",
    metadata: { before: { "/holder": { kind: "person", id: "person-eva" } } },
  });
  expect(await enter({}, "eva")).toMatchObject({ code: "IDENTIFIER_TAKEN" });
});

test("a number reserved for somebody who was never entered under it is taken over", async () => {
  const holder = { kind: "person" as const, id: "person-eva" };
  const key = { scheme: "qualifiedPerson", issuer: "jazmp", value: "qp-0471" };
  must(await works.give(reserveIdentifier, numberId, { ...key, holder }, "carla"));
  expect(await enter()).toMatchObject({ code: "IDENTIFIER_TAKEN" });
  works.clock.at += 60_000;
  must(await enter());
});

const refusedAsTaken = { outcome: "refused", code: "IDENTIFIER_TAKEN" };

test("of who enters it anew and who takes it over at that moment one is refused", async () => {
  must(await enter({}, "eva"));
  must(await works.give(withdrawQualifiedPerson, "person-eva", number, "carla"));
  works.clock.at += 1_000;
  let meanwhile: unknown;
  const keep = async () => {
    meanwhile = await enter();
  };
  const call = { commandId: id(), id: "person-eva", data: entry, claims: { reason }, keep };
  must(await enterQualifiedPerson(works.handler, call, as("carla"), siteCalled));
  expect(meanwhile).toMatchObject(refusedAsTaken);
  expect(await enter()).toMatchObject(refusedAsTaken);
  const { state } = await works.handler.load(person, "person-rosa");
  expect(state).toHaveProperty("qualified.size", 0);
});

test("who enters it anew is refused while it is being taken over", async () => {
  must(await enter({}, "eva"));
  must(await works.give(withdrawQualifiedPerson, "person-eva", number, "carla"));
  let meanwhile: unknown;
  const keep = async () => {
    meanwhile = await enter({}, "eva");
  };
  const call = { commandId: id(), id: "person-rosa", data: entry, claims: { reason }, keep };
  must(await enterQualifiedPerson(works.handler, call, as("carla"), siteCalled));
  expect(meanwhile).toMatchObject(refusedAsTaken);
});

test("what was reserved anew since it was looked at is not taken over", async () => {
  must(await enter({}, "eva"));
  must(await works.give(withdrawQualifiedPerson, "person-eva", number, "carla"));
  const { revision } = await works.handler.load(identifier, numberId);
  must(await enter({}, "eva"));
  const takenFrom = { holder: { person: "person-eva" }, revision };
  const identifiers = () => [{ ...register.registerIdentifier(number), takenFrom }];
  const { enterQualifiedPerson: plain } = commands;
  const late = { ...plain, reserves: { identifiers, code: "IDENTIFIER_TAKEN" } } as const;
  const given = { ...number, sites: "all" as const, materials: "all" as const };
  expect(await works.give(late, "person-rosa", given, "carla")).toMatchObject(refusedAsTaken);
});

test("the trail has the number as it was written, under the id that it always had", async () => {
  must(await enter());
  expect(await works.last(`identifier-${numberId}`)).toMatchObject({
    type: "IdentifierReserved",
    data: { scheme: "qualifiedPerson", issuer: "JAZMP", value: "QP-0471" },
  });
});

test("a site registered before names were reserved is found, and its name reserved", async () => {
  const kranj = { name: "Kranj", identifiers: [], zone: "Europe/Ljubljana" };
  const { reserves: _, ...formerly } = registerSite;
  expect(await enter({ sites: ["Kranj"] })).toMatchObject({ code: "NOT_FOUND" });
  must(await works.give(formerly, "place-kranj", kranj, "carla"));
  must(await enter({ sites: ["Kranj"] }));
  const second = await works.give(registerSite, id(), kranj, "carla");
  expect(second).toMatchObject({ code: "IDENTIFIER_TAKEN" });
});

test("repeated, it adds nothing; a change takes a reason", async () => {
  must(await enter());
  expect(await enter()).toMatchObject({ outcome: "accepted", events: [] });
  const without = await enter({ until: "2027-12-31" }, "rosa", {});
  expect(without).toMatchObject({ outcome: "refused", code: "REASON_REQUIRED" });
  must(await enter({ until: "2027-12-31" }));
  expect(await works.last("person-person-rosa")).toMatchObject({
    type: "QualifiedPersonEntryChanged",
    metadata: { before: { "/until": null, "/sites": "all" } },
  });
});

test("what is malformed is told so", async () => {
  expect(await enter({ sites: [] })).toMatchObject({ code: "MALFORMED_COMMAND" });
});
