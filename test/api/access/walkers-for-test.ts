// Whoever walks the cells of the matrix: each of the shipped roles, granted for some part of the
// plant, and somebody with none.
import { administers, type Right } from "../../../src/domain/kernel/access/right.ts";
import { everywhere, type GrantScope } from "../../../src/domain/kernel/access/standing.ts";
import { shippedRoles } from "../../../src/domain/role/shipped.ts";
import { rolesOfRight } from "../../domain/role/matrix.ts";
import { given } from "../attack/attack-for-test.ts";
import { ok, type People } from "../people-for-test.ts";
import { type Client, clientOf, type Identity } from "../service-for-test.ts";

const sites = { here: ["site-1"], elsewhere: ["site-2"], everywhere: "all" } satisfies Record<
  string,
  GrantScope["sites"]
>;
export type Place = keyof typeof sites;

export interface Walker {
  readonly client: Client;
  readonly identity: Identity;
  /** As the log names them. */
  readonly id: string;
}

const noRole = "nobody";

export const walkersFor = (
  ...places: readonly Place[]
): readonly (readonly [role: string, place: Place])[] => [
  [noRole, "here"],
  ...Object.keys(shippedRoles).flatMap((role) =>
    (isOfAll(role) ? (["everywhere"] as const) : places).map((place) => [role, place] as const),
  ),
];

/** What administers access is granted for all of the plant. */
export const isOfAll = (role: string): boolean =>
  Object.entries(shippedRoles).some(([id, { rights }]) => id === role && rights.some(administers));

/** By the table that was written by hand, and for what is at this site. */
export const hasHere = (role: string, place: Place, right: Right): boolean =>
  place !== "elsewhere" && rolesOfRight[right].split(" ").includes(role);

/** A person in the role; a machine in that of machines. */
export const walkerIn = (people: People, role: string, place: Place): Promise<Walker> =>
  role === "service" ? machine(people, place) : person(people, role, place);

const tomorrow = () => new Date(Date.now() + 24 * 60 * 60_000).toISOString();

async function person(people: People, role: string, place: Place): Promise<Walker> {
  const username = `${role}-${place}`.toLowerCase();
  const until = role === "inspector" ? { until: tomorrow() } : {};
  const wanted = role === noRole ? {} : { role, scope: { sites: sites[place] }, ...until };
  const client = await people.person(username, wanted);
  return { client, identity: { cookie: client.cookie }, id: client.id };
}

async function machine({ admin }: People, place: Place): Promise<Walker> {
  const id = `machine-${place}`;
  const about = { name: id, purpose: "To be refused", ownerPersonId: admin.id };
  ok(await admin.give(`/v1/services/${id}/register-service`, about));
  const scope = { ...everywhere, sites: sites[place] };
  const wanted = { label: "one", role: "service", scope, expiresAt: tomorrow() };
  const { key } = ok(await admin.post(`/v1/services/${id}/issue-api-key`, given(wanted))).body;
  return { client: clientOf(admin.address, { key }), identity: { key }, id };
}
