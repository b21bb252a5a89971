// Entering a Qualified Person under a number that is nobody else's, for sites and products that
// there are: one that is mistyped would be found out only on the day of the release.

import { identifier } from "../../domain/identifier/identifier.ts";
import type { QualifiedAs } from "../../domain/kernel/access/qualified-as.ts";
import type { Context, Reservation } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { siteIdentifier } from "../../domain/location/commands.ts";
import { location } from "../../domain/location/location.ts";
import { materialDefinition } from "../../domain/material-definition/material-definition.ts";
import { type PersonState, person } from "../../domain/person/person.ts";
import { enterQualifiedPerson as enter } from "../../domain/person/qualified-person/commands.ts";
import type { Entry } from "../../domain/person/qualified-person/events.ts";
import {
  inRegister,
  numberOf,
  registerIdentifier,
} from "../../domain/person/qualified-person/qualified-person.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { identifierId, isAbandoned } from "../../eventstore/handler/reserve.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { type Evidence, evidenceIn, readsOf } from "../material/judgement/evidence.ts";

/** Id of the place that was registered as a site under this name; undefined: none was. */
export type SiteCalled = (name: string) => Promise<string | undefined>;

/**
 * The data is checked by the command itself, before anything is read. A site that was registered
 * before names of sites were reserved is found by `siteCalled`, and its name reserved now.
 */
export async function enterQualifiedPerson(
  handler: Handler,
  call: Call,
  session: Session,
  siteCalled: SiteCalled,
): Promise<Answer> {
  const asked = enter.data.safeParse(call.data);
  if (!asked.success) return handler.execute(enter, call, session);
  const { sites, materials } = asked.data;
  const holder = await holderOf(handler, asked.data, call.id);
  const unreserved = await unreservedOf(handler, listed(sites), siteCalled);
  const reads = readsOf([
    [identifier, numberId(asked.data)],
    ...(holder === undefined ? [] : [[person, holder.id] as const]),
    ...listed(sites).map((site) => [identifier, siteId(site)] as const),
    ...[...unreserved.values()].map((id) => [location, id] as const),
    ...listed(materials).map((id) => [materialDefinition, id] as const),
  ]);
  const command = lookingAt(enter, reads, (decided, { data, also, context }) => {
    const evidence = evidenceIn(also);
    const refused = refuseOther(data, evidence, context);
    return refused ?? refuseUnknown(data, evidence, context, unreserved) ?? decided;
  });
  const identifiers = (data: Entry, ...[, , state]: Rest): readonly Reservation[] => [
    {
      ...registerIdentifier(data),
      ...(holder && { takenFrom: { holder: { person: holder.id }, revision: holder.revision } }),
      ...(isEntered(state, data) ? {} : { renewed: true as const }),
    },
    ...[...unreserved].map(([site, id]) => ({ ...siteIdentifier(site), holder: { location: id } })),
  ];
  const reserves = { identifiers, code: "IDENTIFIER_TAKEN" } as const;
  return handler.execute({ ...command, reserves }, call, session);
}

type Rest = [id: string, site: string, state: PersonState];

/** Already, under this number: what is said now changes the entry, or is the same. */
const isEntered = (state: PersonState, entry: Entry): boolean =>
  state.status === "enrolled" && state.qualified.has(numberOf(entry));

const listed = (list: "all" | readonly string[]): readonly string[] => (list === "all" ? [] : list);

const siteId = (site: string): string => identifierId(siteIdentifier(site));

const numberId = (entry: QualifiedAs): string => identifierId(registerIdentifier(entry));

/** Somebody else for whom the number was reserved, whether they were entered under it or not. */
async function holderOf(
  handler: Handler,
  entry: QualifiedAs,
  own: string,
): Promise<{ readonly id: string; readonly revision: number } | undefined> {
  const { state, revision } = await handler.load(identifier, numberId(entry));
  if (state.status === "free" || state.holder.id === own) return undefined;
  return { id: state.holder.id, revision };
}

/** Of sites whose name nothing holds: ids by name. */
async function unreservedOf(
  handler: Handler,
  sites: readonly string[],
  siteCalled: SiteCalled,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const site of sites) {
    const { state } = await handler.load(identifier, siteId(site));
    const id = state.status === "free" ? await siteCalled(site) : undefined;
    if (id !== undefined) found.set(site, id);
  }
  return found;
}

function refuseOther(entry: Entry, evidence: Evidence, { id, at }: Context): Refusal | undefined {
  const number = evidence.of(identifier, numberId(entry));
  if (number?.status !== "reserved" || number.holder.id === id) return undefined;
  const { registerNumber, authority } = entry;
  const what = `Number ${registerNumber} of ${authority}`;
  const other = evidence.of(person, number.holder.id);
  if (other?.status === "enrolled" && other.registered.has(inRegister(entry))) {
    const whose = `${other.printedName} (${other.enrolled.username})`;
    const wayOut = `If ${whose} was entered under it in error, withdraw that first`;
    return refuse("IDENTIFIER_TAKEN", `${what} is that of ${whose}. ${wayOut}.`);
  }
  const withdrawnAt =
    other?.status === "enrolled" ? other.registeredInError.get(inRegister(entry)) : undefined;
  // What was reserved since is for an entry that is being made anew.
  const isWithdrawn =
    withdrawnAt !== undefined && Date.parse(withdrawnAt) > Date.parse(number.since);
  if (isWithdrawn || (other && isAbandoned(number.since, at))) return undefined;
  const again = "is being entered for somebody else: try again in a minute";
  return refuse("IDENTIFIER_TAKEN", `${what} ${again}.`);
}

function refuseUnknown(
  { sites, materials }: Entry,
  evidence: Evidence,
  { site: here }: Context,
  unreserved: ReadonlyMap<string, string>,
): Refusal | undefined {
  for (const site of listed(sites)) {
    const named = evidence.of(identifier, siteId(site));
    if (site === here || (named?.status === "reserved" && named.value === site)) continue;
    const place = evidence.of(location, unreserved.get(site) ?? "");
    if (place && place.status !== "unknown" && place.registered.name === site) continue;
    const written = named?.status === "reserved" ? `it is written ${named.value}` : registerFirst;
    return refuse("NOT_FOUND", `There is no site ${site}: ${written}.`);
  }
  const isUnknown = (id: string) => evidence.of(materialDefinition, id)?.status === "undefined";
  const material = listed(materials).find(isUnknown);
  if (material === undefined) return undefined;
  return refuse("NOT_FOUND", `There is no material ${material}: define it first, or name another.`);
}
const registerFirst = "register it first, or name another";
