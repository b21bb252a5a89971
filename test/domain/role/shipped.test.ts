// The roles that ship: what they may, kept apart by duty, and walked cell by cell with every
// command that the wire offers.
import { describe, expect, test } from "vitest";
import { exposed } from "../../../src/api/command/exposed.ts";
import { type Right, readsOnly, rightNames } from "../../../src/domain/kernel/access/right.ts";
import {
  type Asked,
  permission,
  type Standing,
} from "../../../src/domain/kernel/access/standing.ts";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { defineRole } from "../../../src/domain/role/commands.ts";
import type { RoleDefinition } from "../../../src/domain/role/role.ts";
import { shippedRoles } from "../../../src/domain/role/shipped.ts";
import { given, now } from "../../given.ts";
import { commandsOfRight, rolesOfRight } from "./matrix.ts";

const roles: [string, RoleDefinition][] = Object.entries(shippedRoles);
const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");
const holders = (right: Right): string[] => words(rolesOfRight[right]);

/** What is made, moved, measured and judged; against who may do what. */
const classes = {
  administration: words(
    "managePeople verifyIdentity grantRoles defineRoles manageServices secureAccounts " +
      "reviewAccess eraseData operateSystem",
  ),
  making: words(
    "planOrders issueBatch executeBatch recordReadings recordResults receiveMaterial " +
      "handleMaterial placeHold shipGoods useEquipment maintainEquipment qualifyEquipment " +
      "authorMasterData raiseDeviation manageRecall recordComplaint importData approveProduction",
  ),
  judging: words(
    "liftHold approveMasterData manageDeviation reviewRecord approveRecord decideDisposition " +
      "decideRecall closeComplaint",
  ),
  reading: words("readRecords exportRecords readSystemTrail readAccessTrail readContacts"),
};
const has = ({ rights }: RoleDefinition, kind: keyof typeof classes): boolean =>
  rights.some((right) => classes[kind].includes(right));

describe("rights", () => {
  test("are each of one class", () => {
    expect(Object.values(classes).flat().sort()).toEqual([...rightNames].sort());
  });
  test.each(rightNames)("%s is held by those who should, and by somebody", (right) => {
    const held = roles.filter(([, role]) => role.rights.includes(right)).map(([id]) => id);
    expect(held.sort()).toEqual(holders(right).sort());
    expect(held.length).toBeGreaterThan(0);
  });
});

describe.each(roles)("the shipped role %s", (id, role) => {
  test("is one that can be defined", () => {
    given().when(defineRole, role).then({ type: "RoleDefined", data: role });
    expect(id).toMatch(/^[a-z][A-Za-z]{1,39}$/);
  });
  test("mixes no administration with making or judging [A11d-11.10-11]", () => {
    const isOfPlant = has(role, "making") || has(role, "judging");
    expect(has(role, "administration") && isOfPlant).toBe(false);
    expect(has(role, "administration")).toBe(role.duty === "administration");
  });
  test("judges only as quality", () => {
    if (has(role, "judging")) expect(role.duty).toBe("quality");
  });
  test("changes nothing when it oversees", () => {
    if (role.duty !== "oversight") return;
    expect(role.rights.filter((right) => !readsOnly(right))).toEqual([]);
  });
});

test("an inspector, and any role that only reads, may give no command", () => {
  const reading = roles.filter(([, { rights }]) => rights.every(readsOnly)).map(([id]) => id);
  expect(reading.sort()).toEqual(["inspector", "service"]);
  const asked = exposed.map(({ right }) => right);
  for (const id of reading) {
    expect(
      asked.filter((right) => shippedRoles[id as "inspector"].rights.includes(right as never)),
    ).toEqual([]);
  }
});

const rightOf = new Map(
  Object.entries(commandsOfRight).flatMap(([right, names]) =>
    words(names).map((name) => [name, right as Right] as const),
  ),
);

test("each command that the wire offers stands in the matrix, with its right", () => {
  const offered = exposed.map(({ name, right }) => `${name}: ${right}`).sort();
  expect(offered).toEqual([...rightOf].map(([name, right]) => `${name}: ${right}`).sort());
});

const places: readonly (readonly [string, boolean, Pick<Asked, "site" | "scope">])[] = [
  ["own site", true, { site: "site-1", scope: {} }],
  ["own material and client", true, { site: "site-1", scope: { material: "m-1", client: "c-1" } }],
  ["other site", false, { site: "site-2", scope: { material: "m-1", client: "c-1" } }],
  ["other material", false, { site: "site-1", scope: { material: "m-2", client: "c-1" } }],
  ["other client", false, { site: "site-1", scope: { material: "m-1", client: "c-2" } }],
];

describe.each(roles)("%s x command x part of the plant [P11-10g] [A11-12.1]", (id, role) => {
  const scope = { sites: ["site-1"], materials: ["m-1"], clients: ["c-1"] };
  const holder: Standing = {
    grants: [{ role: id, rights: role.rights, scope, trainingsMissing: [] }],
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
  };
  test.each(exposed.map(({ name, right }) => [name, right] as const))("%s", (name, right) => {
    const mayHere = holders(rightOf.get(name)!).includes(id);
    const isOfAll = classes.administration.includes(rightOf.get(name)!);
    for (const [place, isOwn, where] of places) {
      const permitted = permission(holder, { right, at: now, ...where });
      const outcome = isRefusal(permitted) ? permitted.refused : permitted.role;
      // Of a part of the plant nobody administers who may do what.
      expect(outcome, place).toBe(mayHere && isOwn && !isOfAll ? id : "NOT_AUTHORIZED");
    }
  });
});
