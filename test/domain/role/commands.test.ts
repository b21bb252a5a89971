// Defining, revising and retiring roles; the rights of a role are those of its duty.
import { describe, expect, test } from "vitest";
import type { Duty } from "../../../src/domain/kernel/access/duty.ts";
import { type Right, rightNames } from "../../../src/domain/kernel/access/right.ts";
import { defineRole, retireRole, reviseRole } from "../../../src/domain/role/commands.ts";
import { role } from "../../../src/domain/role/role.ts";
import { shippedRoles } from "../../../src/domain/role/shipped.ts";
import { given, person, stateOf } from "../../given.ts";

const mixer = {
  title: "Mixer",
  duty: "production" as const,
  rights: ["readRecords" as const, "executeBatch" as const],
  trainings: ["SOP-1, edition 2"],
};
const defined = { type: "RoleDefined", data: mixer };
const more = { ...mixer, rights: [...mixer.rights, "recordReadings" as const] };
const revised = { type: "RoleRevised", data: more, before: mixer };
const retired = { type: "RoleRetired", data: {} };
const reason = { code: "change", text: "Change control 12." };

describe("defining a role [A11-12.3]", () => {
  test("happens", () => given().when(defineRole, mixer).then(defined));
  test("is repeated", () => given(defined).when(defineRole, mixer).thenNothing());
  test("is refused where another stands, or stood", () => {
    given(defined).when(defineRole, more).thenRefused("ALREADY_EXISTS");
    given(defined, retired).when(defineRole, more).thenRefused("ALREADY_EXISTS");
  });
  test("of no right, or of one that there is not, is none", () => {
    given()
      .when(defineRole, { ...mixer, rights: [] })
      .thenRefused("MALFORMED_COMMAND");
    const unknown = { ...mixer, rights: ["everything" as never] };
    given().when(defineRole, unknown).thenRefused("MALFORMED_COMMAND");
  });
});

describe("revising a role [A11-12.3]", () => {
  test("happens, with what it was before", () => {
    given(defined).when(reviseRole, more, { reason }).then(revised);
  });
  test("brings a retired role back", () => {
    const back = { type: "RoleRevised", data: mixer, before: mixer };
    given(defined, retired).when(reviseRole, mixer, { reason }).then(back);
    expect(stateOf(role, [defined, retired, back])).toMatchObject({ status: "defined" });
  });
  test("is repeated", () => given(defined, revised).when(reviseRole, more).thenNothing());
  test("is refused without a reason, and of a role that there is not", () => {
    given(defined).when(reviseRole, more).thenRefused("REASON_REQUIRED");
    given().when(reviseRole, more, { reason }).thenRefused("ROLE_UNKNOWN");
  });
  test("makes no role of another duty: it may be held beside what that forbids", () => {
    const other = { ...mixer, duty: "quality" as const };
    given(defined).when(reviseRole, other, { reason }).thenRefused("SOD_CONFLICT");
  });
  test("adds nothing to a role that one holds, whichever one acts in; takes away, yes", () => {
    const by = (...rolesHeld: readonly string[]) => {
      return { reason, actor: person("anna", rolesHeld[0]), rolesHeld, id: "mixer" };
    };
    given(defined).when(reviseRole, more, by("mixer")).thenRefused("SOD_CONFLICT");
    given(defined).when(reviseRole, more, by("planner", "mixer")).thenRefused("SOD_CONFLICT");
    given(defined).when(reviseRole, more, by("administrator")).then(revised);
    given(defined, revised)
      .when(reviseRole, mixer, by("planner", "mixer"))
      .then({ type: "RoleRevised", data: mixer, before: more });
  });
  test("brings no retired role back that one holds", () => {
    const by = { reason, rolesHeld: ["mixer"], id: "mixer" };
    given(defined, retired).when(reviseRole, mixer, by).thenRefused("SOD_CONFLICT");
  });
  test("adds no right that is not of the duty", () => {
    const mixed = { ...mixer, rights: [...mixer.rights, "grantRoles" as const] };
    given(defined).when(reviseRole, mixed, { reason }).thenRefused("SOD_CONFLICT");
  });
});

describe("what all other rights can be given by again [P11-10g]", () => {
  test.each(["administrator", "security"] as const)("the role %s keeps", (id) => {
    const shipped = shippedRoles[id];
    const past = { type: "RoleDefined", data: shipped };
    const by = { reason, id, actor: person("anna", "administrator") };
    given(past).when(retireRole, {}, by).thenRefused("ADMINISTRATION_WOULD_END");
    const left = { ...shipped, rights: ["readSystemTrail" as const] };
    given(past).when(reviseRole, left, by).thenRefused("ADMINISTRATION_WOULD_END");
    const less = { ...shipped, rights: shipped.rights.filter((one) => one !== "reviewAccess") };
    given(past)
      .when(reviseRole, less, by)
      .then({ type: "RoleRevised", data: less, before: shipped });
  });
});

describe("retiring a role [A11-12.3]", () => {
  test("happens", () => given(defined).when(retireRole, {}, { reason }).then(retired));
  test("is repeated", () => given(defined, retired).when(retireRole, {}).thenNothing());
  test("is refused without a reason, and of a role that there is not", () => {
    given(defined).when(retireRole, {}).thenRefused("REASON_REQUIRED");
    given().when(retireRole, {}, { reason }).thenRefused("ROLE_UNKNOWN");
  });
  test("keeps what it was", () => {
    expect(stateOf(role, [defined, retired])).toEqual({ status: "retired", definition: mixer });
    expect(stateOf(role, [retired])).toEqual({ status: "undefined" });
  });
});

/** By hand: what each duty may hold besides reading. */
const administration: readonly Right[] = [
  "managePeople",
  "verifyIdentity",
  "grantRoles",
  "defineRoles",
  "manageServices",
  "secureAccounts",
  "reviewAccess",
  "eraseData",
];
const reading: readonly Right[] = [
  "readRecords",
  "exportRecords",
  "readSystemTrail",
  "readAccessTrail",
];
const isOf = (duty: Duty, right: Right): boolean => {
  if (reading.includes(right)) return true;
  if (duty === "oversight") return false;
  if (duty === "administration") return administration.includes(right) || right === "operateSystem";
  return !administration.includes(right);
};

describe.each(["administration", "production", "quality", "oversight", "service"] as const)(
  "a role of %s [A11d-11.10-11]",
  (duty) => {
    test.each(rightNames)("and the right %s", (right) => {
      const asked = { ...mixer, duty, rights: [right] };
      const outcome = given().when(defineRole, asked);
      if (isOf(duty, right)) outcome.then({ type: "RoleDefined", data: asked });
      else outcome.thenRefused("SOD_CONFLICT");
    });
  },
);
