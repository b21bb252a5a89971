// Whether somebody may do something: by tables, and by laws that hold whatever was granted.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Required,
  type Right,
  rightNames,
} from "../../../../src/domain/kernel/access/right.ts";
import {
  type Asked,
  everywhere,
  type Grant,
  GrantScope,
  type Permits,
  permission,
  type Scope,
  type Standing,
  unknownScope,
} from "../../../../src/domain/kernel/access/standing.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";

const noon = "2026-11-20T12:00:00.000Z";
const grant = (more: Partial<Grant> = {}): Grant => ({
  role: "operator",
  rights: ["executeBatch"],
  scope: everywhere,
  trainingsMissing: [],
  ...more,
});
const standing = (grants: readonly Grant[], more: Partial<Standing> = {}): Standing => ({
  grants,
  identityVerified: true,
  statementAccepted: true,
  training: "refuse",
  mustChangePassword: false,
  ...more,
});
const asked = (more: Partial<Asked> = {}): Asked => ({
  right: "executeBatch",
  site: "site-1",
  scope: {},
  at: noon,
  ...more,
});
/** The code of the refusal, or `true`. */
function answer(permits: Permits, what: Partial<Asked> = {}): string | true {
  const permitted = permission(permits, asked(what));
  return isRefusal(permitted) ? permitted.refused : true;
}

describe("the part of the plant [P11-10g]", () => {
  const one = { sites: ["site-1"], materials: ["m-1"], clients: ["c-1"] };
  const cases: readonly (readonly [string, Partial<GrantScope>, string, Scope, string | true])[] = [
    ["a site", one, "site-1", {}, true],
    ["another site", one, "site-2", {}, "NOT_AUTHORIZED"],
    ["material and client", one, "site-1", { material: "m-1", client: "c-1" }, true],
    ["another material", one, "site-1", { material: "m-2", client: "c-1" }, "NOT_AUTHORIZED"],
    ["another client", one, "site-1", { material: "m-1", client: "c-2" }, "NOT_AUTHORIZED"],
    ["what is of no material", one, "site-1", { client: "c-1" }, true],
    ["what nobody stated", one, "site-1", { material: null }, "NOT_AUTHORIZED"],
    ["a client that nobody stated", one, "site-1", { client: null }, "NOT_AUTHORIZED"],
    ["what is not there", one, "site-1", unknownScope, "NOT_AUTHORIZED"],
    ["what is not there, of all", everywhere, "site-1", unknownScope, true],
    ["one of two", { sites: ["site-1", "site-2"] }, "site-2", {}, true],
  ];
  test.each(cases)("%s", (_, part, site, scope, expected) => {
    const granted = grant({ scope: { ...everywhere, ...part } });
    expect(answer(standing([granted]), { site, scope })).toBe(expected);
  });
  test("is all or a list, and no empty one", () => {
    expect(GrantScope.safeParse({ ...everywhere, sites: [] }).success).toBe(false);
  });
});

describe("the time of a grant", () => {
  const [before, from, between, until, after] = [
    "2026-11-20T07:59:59.999Z",
    "2026-11-20T08:00:00.000Z",
    "2026-11-20T15:59:59.999Z",
    "2026-11-20T16:00:00.000Z",
    "2026-11-20T16:00:00.001Z",
  ] as const;
  const allowed = standing([grant({ from, until })]);
  test.each([
    [before, "NOT_AUTHORIZED"],
    [from, true],
    [between, true],
    [until, "NOT_AUTHORIZED"],
    [after, "NOT_AUTHORIZED"],
  ])("at %s", (at, expected) => expect(answer(allowed, { at })).toBe(expected));
  test("is an instant, however it is written", () => {
    const berlin = standing([grant({ from: "2026-11-20T09:00:00+01:00" })]);
    expect(answer(berlin, { at: from })).toBe(true);
    expect(answer(berlin, { at: before })).toBe("NOT_AUTHORIZED");
  });
});

describe("whatever does more than read", () => {
  const reads = "readRecords exportRecords readSystemTrail readAccessTrail";
  const all = grant({ rights: rightNames });
  test.each(rightNames)("is asked of %s, or is not [P11-100b] [P11-10j]", (right) => {
    const [unverified, unread] = [{ identityVerified: false }, { statementAccepted: false }];
    const only = (code: string) => reads.split(" ").includes(right) || code;
    expect(answer(standing([all], unverified), { right })).toBe(only("IDENTITY_NOT_VERIFIED"));
    expect(answer(standing([all], unread), { right })).toBe(only("SIGNATURE_POLICY_NOT_ACCEPTED"));
    expect(answer(standing([all]), { right })).toBe(true);
  });
  test("comes with the identity verified [P11-100b]", () => {
    const unknown = standing([all], { identityVerified: false, statementAccepted: true });
    expect(answer(unknown, { right: "approveRecord" })).toBe("IDENTITY_NOT_VERIFIED");
    expect(answer(standing([all]), { right: "approveRecord" })).toBe(true);
  });
  test("comes with the statement accepted [P11-10j]", () => {
    const unread = standing([all], { statementAccepted: false });
    expect(answer(unread, { right: "approveRecord" })).toBe("SIGNATURE_POLICY_NOT_ACCEPTED");
    expect(answer(standing([all]), { right: "approveRecord" })).toBe(true);
  });
  test("tells who has no role for it of that alone", () => {
    const nobody = standing([], { identityVerified: false, statementAccepted: false });
    expect(answer(nobody, { right: "approveRecord" })).toBe("NOT_AUTHORIZED");
  });
});

describe("training that is not current [P11-10i]", () => {
  const untrained = grant({ trainingsMissing: ["SOP-1"] });
  const trained = grant({ role: "supervisor" });
  const outcome = (training: Standing["training"], ...grants: Grant[]) =>
    permission(standing(grants, { training }), asked());
  const warning = { role: "operator", warnings: ["TRAINING_NOT_CURRENT"] };
  test("refuses, warns or is not asked for", () => {
    expect(outcome("refuse", untrained)).toMatchObject({ refused: "TRAINING_NOT_CURRENT" });
    expect(outcome("warn", untrained)).toEqual(warning);
    expect(outcome("off", untrained)).toEqual({ ...warning, warnings: [] });
  });
  test.each(["refuse", "warn", "off"] as const)("%s: another role with it is taken", (mode) => {
    const taken = { role: "supervisor", warnings: [] };
    expect(outcome(mode, untrained, trained)).toEqual(taken);
    expect(outcome(mode, trained, untrained)).toEqual(taken);
  });
  test("of a role that does not hold here is not spoken of", () => {
    const elsewhere = { ...untrained, scope: { ...everywhere, sites: ["site-2"] } };
    expect(outcome("refuse", elsewhere)).toMatchObject({ refused: "NOT_AUTHORIZED" });
  });
});

describe("a password to be changed [P11-200a3]", () => {
  const must = standing([grant({ rights: rightNames })], { mustChangePassword: true });
  test.each(rightNames)("leaves no %s", (right) => {
    expect(answer(must, { right })).toBe("PASSWORD_CHANGE_REQUIRED");
  });
  test("leaves what is about oneself, and the program's own work", () => {
    expect(answer(must, { right: "own" })).toBe(true);
    expect(answer(must, { right: "system" })).toBe(true);
  });
});

/** Over who may do what: no part of the plant has people or roles of its own. */
const ofAllOnly: readonly Required[] = [
  ...(["managePeople", "verifyIdentity", "grantRoles", "defineRoles"] as const),
  ...(["manageServices", "secureAccounts", "reviewAccess", "eraseData"] as const),
];
const isEverywhere = ({ sites, materials, clients }: Grant["scope"]) =>
  [sites, materials, clients].every((list) => list === "all");

const right = fc.constantFrom(...rightNames);
const some = (...names: string[]) =>
  fc.oneof(fc.constant("all" as const), fc.subarray(names, { minLength: 1 }));
const scopes = fc.record({
  sites: some("site-1", "site-2"),
  materials: some("m-1", "m-2"),
  clients: some("c-1", "c-2"),
});
const hour = fc
  .integer({ min: 0, max: 23 })
  .map((n) => `2026-11-20T${`${n}`.padStart(2, "0")}:00Z`);
const grants: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom("operator", "supervisor"),
  rights: fc.subarray([...rightNames]),
  scope: scopes,
  from: fc.option(hour, { nil: undefined }),
  until: fc.option(hour, { nil: undefined }),
  trainingsMissing: fc.subarray(["SOP-1"]),
});
const standings: fc.Arbitrary<Standing> = fc.record({
  grants: fc.array(grants, { maxLength: 4 }),
  identityVerified: fc.boolean(),
  statementAccepted: fc.boolean(),
  training: fc.constantFrom("refuse", "warn", "off"),
  mustChangePassword: fc.boolean(),
});
const part = (...names: string[]) => fc.constantFrom(undefined, null, ...names);
const thing: fc.Arbitrary<Scope> = fc
  .record({ material: part("m-1", "m-3"), client: part("c-1", "c-3") })
  .map(({ material, client }) => ({
    ...(material !== undefined && { material }),
    ...(client !== undefined && { client }),
  }));
const questions: fc.Arbitrary<Asked> = fc.record({
  right,
  site: fc.constantFrom("site-1", "site-2", "site-3"),
  scope: fc.oneof(thing, fc.array(thing, { maxLength: 3 })),
  at: hour,
});

describe("law", () => {
  test("nobody without a grant has anything; own and system need none", () => {
    fc.assert(
      fc.property(standings, questions, (one, question) => {
        const bare = { ...one, grants: [], mustChangePassword: false };
        expect(answer(bare, question)).toBe("NOT_AUTHORIZED");
        expect(answer(bare, { ...question, right: "own" })).toBe(true);
        expect(answer(bare, { ...question, right: "system" })).toBe(true);
      }),
    );
  });
  test("a grant allows exactly its rights, its part of the plant and its time [P11-10g]", () => {
    const inList = (list: "all" | readonly string[], one: string | null | undefined) =>
      one === undefined || list === "all" || list.some((name) => name === one);
    fc.assert(
      fc.property(grants, questions, (given, question) => {
        const { scope, at } = question;
        const expected =
          given.rights.includes(question.right as Right) &&
          (!ofAllOnly.includes(question.right) || isEverywhere(given.scope)) &&
          inList(given.scope.sites, question.site) &&
          [scope].flat().every((of) => inList(given.scope.materials, of.material)) &&
          [scope].flat().every((of) => inList(given.scope.clients, of.client)) &&
          (given.from === undefined || given.from <= at) &&
          (given.until === undefined || at < given.until);
        const held = standing([given], { training: "off" });
        expect(answer(held, question)).toBe(expected || "NOT_AUTHORIZED");
      }),
    );
  });
  test("more grants never allow less", () => {
    fc.assert(
      fc.property(standings, grants, fc.nat(4), questions, (one, more, place, question) => {
        if (answer(one, question) !== true) return;
        const with_ = { ...one, grants: one.grants.toSpliced(place, 0, more) };
        expect(answer(with_, question)).toBe(true);
      }),
    );
  });
  test("the role that is told is one whose grant allows it alone", () => {
    fc.assert(
      fc.property(standings, questions, (one, question) => {
        const permitted = permission(one, question);
        if (isRefusal(permitted)) return;
        const alone = one.grants
          .filter((each) => answer({ ...one, grants: [each] }, question) === true)
          .map(({ role }) => role);
        expect(alone).toContain(permitted.role);
      }),
    );
  });
  test("what nobody stated is in nobody's list", () => {
    fc.assert(
      fc.property(standings, questions, (one, question) => {
        const listed = one.grants.map((each) => ({
          ...each,
          scope: { ...each.scope, materials: ["m-1"] },
        }));
        const scope = { ...question.scope, material: null };
        expect(answer({ ...one, grants: listed }, { ...question, scope })).not.toBe(true);
      }),
    );
  });
  test("who is permitted everything is", () => {
    const any: fc.Arbitrary<Required> = fc.oneof(right, fc.constantFrom("own", "system"));
    fc.assert(
      fc.property(questions, any, (question, required) => {
        const permitted = permission("everything", { ...question, right: required });
        expect(permitted).toEqual({ role: undefined, warnings: [] });
      }),
    );
  });
});
