// Whatever was granted, revoked, revised and ended in whatever order: the rights of everybody at
// every tree size are those that the domain's own folds and rule give, and a rebuilt model equals
// the live one.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import {
  accessControl,
  accessControlId,
} from "../../../src/domain/access-control/access-control.ts";
import { canWait, eventTypes, type ProductionEvent } from "../../../src/domain/catalogue.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { everywhere, type Grant, permission } from "../../../src/domain/kernel/access/standing.ts";
import { isRefusal } from "../../../src/domain/kernel/refusal.ts";
import { person } from "../../../src/domain/person/person.ts";
import { role as roleAggregate } from "../../../src/domain/role/role.ts";
import type { Codec } from "../../../src/eventstore/codec.ts";
import { access } from "../../../src/projections/access/access.ts";
import { holdersOf } from "../../../src/projections/access/query/holders-of.ts";
import { rightsOf } from "../../../src/projections/access/query/rights-of.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { startProjections } from "../../../src/projections/projections.ts";
import { withDatabase } from "../../database-hook.ts";
import { stateOf } from "../../given.ts";
import { codecOf, eventIdAt, type Happened, recordedAt, stored } from "../history.ts";
import { MemoryLog } from "../runner/memory-log.ts";
import { quiet, soon } from "../runner/setting.ts";
import { control, of, role, service } from "./staff.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const people = ["eva", "bor", "never"] as const;
const roles = ["one", "two"] as const;
const site = "Site 1";

const someRights = fc.uniqueArray(
  fc.constantFrom<Right>("readRecords", "decideDisposition", "planOrders", "approveRecord"),
  { minLength: 1 },
);
const minute = fc.integer({ min: 0, max: 30 }).map(recordedAt);
const scope = fc.constantFrom(
  everywhere,
  { ...everywhere, sites: [site] },
  { ...everywhere, sites: ["Site 2"] },
);
const aGrant = fc.record({ from: minute, until: minute, scope }, { requiredKeys: ["scope"] });
const trainings = fc.constantFrom<string[][]>([], ["SOP-1"]);

const aboutPerson = fc
  .tuple(fc.constantFrom(...people), fc.constantFrom(...roles))
  .chain(([id, of_]): fc.Arbitrary<Happened> => {
    const one = of(id);
    return fc.oneof(
      { weight: 6, arbitrary: aGrant.map((given) => one.granted(of_, given)) },
      { weight: 3, arbitrary: fc.constant(one.revoked(of_)) },
      fc.constantFrom(one.disabled, one.enabled, one.left, one.verified, one.accepted()),
      fc.constantFrom(one.trained("SOP-1"), one.trained("SOP-1", "2026-11-19"), one.locked()),
      fc.constantFrom(one.loggedIn("s1"), one.failed, one.credential("c1", "password")),
    );
  });
const aboutRole = fc
  .tuple(fc.constantFrom(...roles), someRights, trainings)
  .chain(([id, rights, topics]) =>
    fc.constantFrom<Happened[]>(
      role(id).defined(rights, topics),
      role(id).revised(rights, topics),
      role(id).retired,
    ),
  );
const aboutRest = fc.constantFrom<Happened[]>(
  control.published(),
  control.published("b".repeat(64)),
  control.unknownNames,
  control.alerted("eva", 0),
  service.registered,
  service.keyIssued("k1", "one", ["decideDisposition"]),
  service.keyApproved("k1"),
  service.keyRevoked("k1"),
);
const history = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: aboutPerson },
      { weight: 2, arbitrary: aboutRole },
      { weight: 1, arbitrary: aboutRest },
    ),
    { minLength: 12, maxLength: 24 },
  )
  .chain((events) =>
    fc
      .tuple(fc.nat(events.length), fc.nat(events.length))
      .map(([early, late]) =>
        events
          .toSpliced(early, 0, of("eva").enrolled())
          .toSpliced(late, 0, of("bor").enrolled())
          .concat(of("eva").left, of("eva").enabled),
      ),
  );

/** The state that the domain folds from the first events of one stream. */
function folded<State>(
  aggregate: Parameters<typeof stateOf<State>>[0],
  events: readonly Happened[],
  id: string,
): State {
  const own = events.flatMap(({ stream, by, ...event }, n) => {
    const at = { at: recordedAt(n), id: eventIdAt(n) };
    const isOwn = stream === `${aggregate.category}-${id}`;
    return isOwn ? [{ type: event.type, data: event.data, ...at, ...rest(event, by) }] : [];
  });
  return stateOf(aggregate, own, id);
}
const rest = ({ before }: Pick<Happened, "before">, by: Happened["by"]) => ({
  ...(before && { before }),
  ...(by && { by }),
});

/** `right by role: what hinders it`, of a person at a place; undefined: not enrolled. */
function naive(events: readonly Happened[], id: string, where: string | undefined) {
  const one = folded(person, events, id);
  if (one.status === "unknown") return undefined;
  if (one.account !== "enabled") return [];
  const { policy, statement } = folded(accessControl, events, accessControlId);
  const at = recordedAt(events.length - 1);
  return [...one.grants.values()].flatMap((given) => {
    const state = folded(roleAggregate, events, given.role);
    if (state.status !== "defined") return [];
    const { rights, trainings: topics } = state.definition;
    const trainingsMissing = topics.filter((topic) => {
      const done = one.trainings.get(topic);
      return !done || (done.validUntil !== undefined && done.validUntil < at.slice(0, 10));
    });
    const { from, until } = given;
    const grant: Grant = { ...given, from, until, rights, trainingsMissing };
    const standing = {
      grants: [grant],
      identityVerified: one.verified,
      statementAccepted: statement !== undefined && one.acceptedDigest === statement.digest,
      training: policy.training,
      mustChangePassword: false,
    };
    const [first = ""] = given.scope.sites === "all" ? [site] : given.scope.sites;
    return rights.flatMap((right) => {
      const asked = { right, site: where ?? first, scope: {}, at };
      const answer = permission(standing, asked);
      const said = isRefusal(answer) ? answer.refused : "free";
      return said === "NOT_AUTHORIZED" ? [] : [`${right} by ${given.role}: ${said}`];
    });
  });
}

async function rightsAt(asOf: number, id: string): Promise<readonly string[] | undefined> {
  try {
    const { rights } = await rightsOf(database.kysely, id, { asOf });
    return rights.map((one) => `${one.right} by ${one.role}: ${one.hindrance ?? "free"}`);
  } catch (fault) {
    expect(fault).toMatchObject({ code: "NOT_IN_LOG" });
    return undefined;
  }
}

async function holdersAt(asOf: number, right: Right): Promise<readonly string[]> {
  const { holders } = await holdersOf(database.kysely, right, { asOf, site });
  return holders.flatMap(({ kind, id, role: by }) => (kind === "person" ? [`${id} by ${by}`] : []));
}

const free = (events: readonly Happened[], right: Right): readonly string[] =>
  people.flatMap((id) =>
    (naive(events, id, site) ?? []).flatMap((said) => {
      const [, by] = said.match(new RegExp(`^${right} by (\\w+): free$`)) ?? [];
      return by === undefined ? [] : [`${id} by ${by}`];
    }),
  );

test("rights at every size are what a fold gives; rebuilt equals live [AT-26]", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      await database.pool.query(
        `drop schema if exists access cascade; drop schema if exists audit_trail cascade;
         delete from batchproof.projection_progress`,
      );
      const log = new MemoryLog();
      log.events = stored(eventTypes, events);
      log.pieces = [3, 1];
      const codec = codecOf(eventTypes) as Codec<ProductionEvent>;
      const projections = [auditTrail, access];
      const projector = startProjections({
        database,
        log,
        codec,
        projections,
        canWait,
        logger: quiet,
      });
      try {
        expect(await projector.waitFor(events.length - 1, soon)).toBe(true);
        for (let asOf = 1; asOf <= events.length; asOf += 1) {
          const known = events.slice(0, asOf);
          for (const id of people) {
            const found = await rightsAt(asOf, id);
            expect(found?.toSorted()).toEqual(naive(known, id, undefined)?.toSorted());
          }
          const right = "decideDisposition";
          expect((await holdersAt(asOf, right)).toSorted()).toEqual(free(known, right).toSorted());
        }
        log.pieces = [100];
        const reports = await projector.rebuildAll({ verify: true });
        expect(reports.map(({ name, equal }) => [name, equal])).toEqual([
          ["audit_trail", true],
          ["access", true],
        ]);
      } finally {
        await projector.stop();
      }
    }),
    { numRuns: 5 },
  );
}, 120_000);
