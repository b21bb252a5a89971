// Whether a caller may read what they ask for; kept in the access trail before they are answered.
import type { FastifyRequest } from "fastify";
import type { Known } from "../../access/session/authenticate.ts";
import { batch } from "../../domain/batch/batch.ts";
import { equipment } from "../../domain/equipment/equipment.ts";
import type { Right } from "../../domain/kernel/access/right.ts";
import {
  type Asked,
  isLimited,
  permission,
  type Scope,
  unknownScope,
} from "../../domain/kernel/access/standing.ts";
import type { Aggregate } from "../../domain/kernel/decider.ts";
import { isRefusal, refuse } from "../../domain/kernel/refusal.ts";
import { Id } from "../../domain/kernel/shape/reference.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { order } from "../../domain/order/order.ts";
import { purchaseOrder } from "../../domain/purchase-order/purchase-order.ts";
import { sample } from "../../domain/sample/sample.ts";
import { shipment } from "../../domain/shipment/shipment.ts";
import { specification } from "../../domain/specification/specification.ts";
import { scopeOf } from "../../eventstore/handler/scope.ts";
import type { ApiParts } from "../parts.ts";
import { RefusedCaller } from "../problem.ts";
import { shown } from "../wire/credential-in-url.ts";
import type { About, RouteAccess } from "./route.ts";

const noSuchId = refuse("NOT_FOUND", "Nothing has so long an id.");

type Reading = Extract<RouteAccess, { kind: "read" }>;

export async function allowOpening(
  parts: ApiParts,
  request: FastifyRequest,
  { right, what, about, takes, purpose, leavesOut, ...reading }: Reading,
  { session }: Known,
): Promise<void> {
  const thing = about?.(request);
  if (thing && !Id.safeParse(thing.id).success) throw new RefusedCaller(noSuchId);
  const taken = takes?.(request) ?? false;
  // A copy is read too; and it is kept by whoever has it.
  const read = reading.rights?.(request) ?? [right];
  const rights = taken ? [...read, "exportRecords" as const] : read;
  const scope = leavesOut ? {} : await scopeFor(parts, session.permits, rights, thing);
  const why = purpose?.(request);
  const asked = shown(request.url).slice(0, 2000);
  const refusal = await parts.access.trail.open(session, {
    rights,
    scope,
    taken,
    what,
    asked,
    ...(why !== undefined && { purpose: why }),
    ...(thing && { kind: thing.kind, id: thing.id }),
  });
  if (refusal) throw new RefusedCaller(refusal);
}

/** Looked up only where it matters: for a right that leaves out some part of the plant. */
async function scopeFor(
  { handler }: Pick<ApiParts, "handler">,
  permits: Known["session"]["permits"],
  rights: readonly Right[],
  about: About | undefined,
): Promise<Asked["scope"]> {
  if (!rights.some((right) => isLimited(permits, right))) return {};
  return about ? scopeIn(handler, about) : everything;
}

/** Of everything: in nobody's list. */
export const everything: Scope = { ...unknownScope, site: null };

const scoped: Partial<Record<About["kind"], Aggregate<unknown, never>>> = {
  batch: batch as Aggregate<unknown, never>,
  equipment: equipment as Aggregate<unknown, never>,
  materialLot: materialLot as Aggregate<unknown, never>,
  order: order as Aggregate<unknown, never>,
  purchaseOrder: purchaseOrder as Aggregate<unknown, never>,
  sample: sample as Aggregate<unknown, never>,
  shipment: shipment as Aggregate<unknown, never>,
  specification: specification as Aggregate<unknown, never>,
};

/** What something belongs to; of what belongs to no part of the plant, everything. */
export async function scopeIn(
  handler: ApiParts["handler"],
  { kind, id }: About,
): Promise<Asked["scope"]> {
  // It has the id of its site.
  if (kind === "exceptionRuleSet") return { site: id };
  const aggregate = scoped[kind];
  if (!aggregate) return everything;
  const scope = scopeOf(aggregate, id, await handler.load(aggregate, id));
  // What is of no material and no client, such as a machine, tells of everybody's.
  return aggregate.scope ? scope : [unknownScope, scope].flat();
}

/** Of a list, what the caller may see: nothing else is shown, and nothing counted. */
export async function inScope<One>(
  { handler, clock }: ApiParts,
  { caller }: FastifyRequest,
  right: Right,
  list: readonly One[],
  aboutOf: (one: One) => About,
): Promise<readonly One[]> {
  const { permits, site } = caller.session;
  if (!isLimited(permits, right)) return list;
  const at = clock.now().toISOString();
  const may = await Promise.all(
    list.map(async (one) => {
      const scope = await scopeIn(handler, aboutOf(one));
      return !isRefusal(permission(permits, { right, site, scope, at }));
    }),
  );
  return list.filter((_, n) => may[n]);
}

/**
 * An answer is whole or it is not given: nothing of it may be outside what the caller may see.
 * `named`: all that it names, asked for only where it matters.
 */
export async function refuseBeyondScope(
  parts: ApiParts,
  request: FastifyRequest,
  right: Right,
  named: () => readonly About[],
): Promise<void> {
  if (!isLimited(request.caller.session.permits, right)) return;
  const things = named();
  const may = await inScope(parts, request, right, things, (one) => one);
  const beyond = things.length - may.length;
  if (beyond === 0) return;
  const message = "The answer reaches beyond what you have the right to see, so it is not given.";
  const what = request.routeOptions.url ?? "";
  const { session } = request.caller;
  throw new RefusedCaller(await parts.access.trail.deny(session, right, what, message));
}
