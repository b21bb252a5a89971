// Entering a Qualified Person under a number that is nobody else's, for sites and products that
// there are: one that is mistyped would be found out only on the day of the release.

import { identifier } from "../../domain/identifier/identifier.ts";
import type { QualifiedAs } from "../../domain/kernel/access/qualified-as.ts";
import type { Context } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { siteIdentifier } from "../../domain/location/commands.ts";
import { materialDefinition } from "../../domain/material-definition/material-definition.ts";
import { enterQualifiedPerson as enter } from "../../domain/person/qualified-person/commands.ts";
import type { Entry } from "../../domain/person/qualified-person/events.ts";
import { registerIdentifier } from "../../domain/person/qualified-person/qualified-person.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { identifierId } from "../../eventstore/handler/reserve.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { type Evidence, evidenceIn, readsOf } from "../material/judgement/evidence.ts";

/** The data is checked by the command itself, before anything is read. */
export function enterQualifiedPerson(
  handler: Handler,
  call: Call,
  session: Session,
): Promise<Answer> {
  const asked = enter.data.safeParse(call.data);
  if (!asked.success) return handler.execute(enter, call, session);
  const sites = listed(asked.data.sites);
  const materials = listed(asked.data.materials);
  const reads = readsOf([
    [identifier, numberId(asked.data)],
    ...sites.map((site) => [identifier, siteId(site)] as const),
    ...materials.map((id) => [materialDefinition, id] as const),
  ]);
  const command = lookingAt(enter, reads, (decided, { data, also, context }) => {
    const evidence = evidenceIn(also);
    const refused = refuseOther(data, evidence, context);
    return refused ?? refuseUnknown(data, evidence, context) ?? decided;
  });
  return handler.execute(command, call, session);
}

const listed = (list: "all" | readonly string[]): readonly string[] => (list === "all" ? [] : list);

const siteId = (site: string): string => identifierId(siteIdentifier(site));

const numberId = (entry: QualifiedAs): string => identifierId(registerIdentifier(entry));

function refuseOther(entry: Entry, evidence: Evidence, { id }: Context): Refusal | undefined {
  const number = evidence.of(identifier, numberId(entry));
  if (number?.status !== "reserved" || number.holder.id === id) return undefined;
  const { registerNumber, authority } = entry;
  const whose = `is that of somebody else, ${number.holder.id}, and stays so`;
  return refuse("IDENTIFIER_TAKEN", `Number ${registerNumber} of ${authority} ${whose}.`);
}

function refuseUnknown(
  { sites, materials }: Entry,
  evidence: Evidence,
  { site: here }: Context,
): Refusal | undefined {
  for (const site of listed(sites)) {
    const named = evidence.of(identifier, siteId(site));
    if (site === here || (named?.status === "reserved" && named.value === site)) continue;
    const written = named?.status === "reserved" ? `it is written ${named.value}` : registerFirst;
    return refuse("NOT_FOUND", `There is no site ${site}: ${written}.`);
  }
  const isUnknown = (id: string) => evidence.of(materialDefinition, id)?.status === "undefined";
  const material = listed(materials).find(isUnknown);
  if (material === undefined) return undefined;
  return refuse("NOT_FOUND", `There is no material ${material}: define it first, or name another.`);
}
const registerFirst = "register it first, or name another";
