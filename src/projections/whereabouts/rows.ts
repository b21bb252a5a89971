// What is recorded of lots up to a tree size, lot by lot, in a handful of questions.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { AmountRow } from "../amount-row.ts";
import {
  type BookRows,
  type ContainerRow,
  type CountRow,
  type MovementRow,
  millisecondsOf,
} from "../books/rows.ts";

export interface PlaceRow {
  readonly containerId: string | null;
  readonly locationId: string;
  readonly location: string | null;
  readonly ofContractor: boolean;
}

/** What became of a sample; its amount null: all of it was retained. */
export interface SampleRow extends AmountRow {
  readonly isRetained: boolean;
  readonly locationId: string | null;
  readonly location: string | null;
  readonly keepUntil: string | null;
  /** How it was destroyed. */
  readonly method: string | null;
}

export interface PackingRow extends AmountRow {
  readonly unitId: string;
  readonly name: string;
  readonly location: string | null;
  /** By its own stream; its dispatch is not recorded. */
  readonly leftWith: string | null;
  readonly direction: "in" | "out";
}

export interface ArrivalRow extends AmountRow {
  readonly shipmentId: string;
}

/** All in the order of the log. */
export interface LotRows extends BookRows {
  readonly lotId: string;
  readonly lot: string;
  readonly material: string;
  readonly places: readonly PlaceRow[];
  /** In units that no shipment has taken along. */
  readonly packings: readonly PackingRow[];
  /** In the receipt of a shipment, whether or not it had been sent with it. */
  readonly arrivals: readonly ArrivalRow[];
}

export interface BatchRow {
  readonly batchNumber: string;
  readonly completed: boolean;
  readonly phases: readonly string[];
}

export interface ShipmentRow {
  readonly number: string;
  readonly consignee: string;
  readonly documents: readonly string[];
  readonly isDonation: boolean;
  /** Log index of its receipt. */
  readonly arrivedAt: number | null;
}

export interface Surroundings {
  readonly batches: ReadonlyMap<string, BatchRow>;
  readonly shipments: ReadonlyMap<string, ShipmentRow>;
  /** By lot id and number, with a space in between. */
  readonly samples: ReadonlyMap<string, SampleRow>;
  /** Names of other lots. */
  readonly lots: ReadonlyMap<string, string>;
}

/** In the order of lot ids. What is not in the read model is left out. */
export async function rowsOf(
  at: Kysely<DB>,
  lotIds: readonly string[],
  asOf: number,
): Promise<{ readonly lots: readonly LotRows[]; readonly around: Surroundings }> {
  const grouped = async <Row extends { readonly lotId: string }>(query: RawBuilder<Row>) =>
    Map.groupBy((await query.execute(at)).rows, ({ lotId }) => lotId);
  const ids = sql`any(${lotIds}::text[])`;
  const movements = await grouped(sql<MovementRow & { lotId: string }>`
    select lot_id as "lotId", since, ${millisecondsOf("at")} as at, direction, account,
           container_id as "containerId", whole_containers as "wholeContainers", reference,
           detail, quantity,
           unit_of_measure as "unitOfMeasure"
    from whereabouts.whereabouts_movement
    where lot_id = ${ids} and position < ${asOf}
      and (void_position is null or void_position >= ${asOf})
    order by since, position, ord`);
  const containers = await grouped(sql<ContainerRow & { lotId: string }>`
    select lot_id as "lotId", container_id as "containerId", quantity,
           unit_of_measure as "unitOfMeasure"
    from whereabouts.whereabouts_container
    where lot_id = ${ids} and position < ${asOf} order by container_id, position`);
  const counts = await grouped(sql<CountRow & { lotId: string }>`
    select lot_id as "lotId", position, ${millisecondsOf("at")} as at,
           container_id as "containerId", quantity, unit_of_measure as "unitOfMeasure"
    from whereabouts.whereabouts_count where lot_id = ${ids} and position < ${asOf}
    order by position`);
  const places = await grouped(sql<PlaceRow & { lotId: string }>`
    select p.lot_id as "lotId", p.container_id as "containerId", p.location_id as "locationId",
           (${locationName(sql`p.location_id`, asOf)}) as location,
           ${isOfContractor(sql`p.location_id`, asOf)} as "ofContractor"
    from whereabouts.whereabouts_place p
    where p.lot_id = ${ids} and p.position < ${asOf} order by p.position, p.ord`);
  const packings = await grouped(sql<PackingRow & { lotId: string }>`
    select p.lot_id as "lotId", p.unit_id as "unitId", u.name, p.direction, p.quantity,
           p.unit_of_measure as "unitOfMeasure",
           (${locationName(sql`u.location_id`, asOf)}) as location,
           (select max(d.shipment_id) from whereabouts.whereabouts_departure d
            where d.unit_id = p.unit_id and d.position < ${asOf}) as "leftWith"
    from whereabouts.whereabouts_packing p join whereabouts.whereabouts_unit u using (unit_id)
    where p.lot_id = ${ids} and p.position < ${asOf}
      and not exists (select from whereabouts.whereabouts_departure d
                      where d.unit_id = p.unit_id and d.dispatched and d.position < ${asOf})
    order by p.position`);
  const arrivals = await grouped(sql<ArrivalRow & { lotId: string }>`
    select lot_id as "lotId", shipment_id as "shipmentId", quantity,
           unit_of_measure as "unitOfMeasure"
    from whereabouts.whereabouts_arrival
    where lot_id = ${ids} and position < ${asOf} order by position, ord`);
  const all = [...movements.values()].flat();
  const referred = (account: string) => [
    ...new Set(all.flatMap((row) => (row.account === account ? (row.reference ?? []) : []))),
  ];
  const names = await namesOf(at, [...lotIds, ...referred("lot")], asOf);
  const around = {
    batches: await batchesOf(at, referred("batch"), asOf),
    shipments: await shipmentsOf(
      at,
      [...referred("shipment"), ...[...arrivals.values()].flat().map((row) => row.shipmentId)],
      asOf,
    ),
    samples: await samplesOf(at, lotIds, asOf),
    lots: new Map([...names].map(([lotId, { lot }]) => [lotId, lot])),
  };
  const lots = lotIds.toSorted().flatMap((lotId) => {
    const name = names.get(lotId) ?? (movements.has(lotId) ? unnamed(lotId) : undefined);
    const of = <Row>(rows: ReadonlyMap<string, Row[]>) => rows.get(lotId) ?? [];
    const rows = { movements: of(movements), containers: of(containers), counts: of(counts) };
    const more = { places: of(places), packings: of(packings), arrivals: of(arrivals) };
    return name ? [{ lotId, ...name, ...rows, ...more }] : [];
  });
  return { lots, around };
}

/** Something is said of it, and not what it is. */
const unnamed = (lotId: string) => ({ lot: `lot:${lotId}`, material: "not recorded" });

const locationName = (id: RawBuilder<unknown>, asOf: number) => sql`
  select l.name from whereabouts.whereabouts_location l
  where l.location_id = ${id} and l.position < ${asOf} order by l.position desc limit 1`;

/** Of one itself, or of what the place lies in. */
const isOfContractor = (id: RawBuilder<unknown>, asOf: number) => sql`exists (
  with recursive up as (
    select l.* from whereabouts.whereabouts_location l where l.location_id = ${id}
    union
    select l.* from whereabouts.whereabouts_location l
    join up on l.location_id = up.parent_location_id
  ) select from up where up.of_contractor and up.position < ${asOf})`;

async function samplesOf(at: Kysely<DB>, lotIds: readonly string[], asOf: number) {
  const { rows } = await sql<SampleRow & { key: string }>`
    select lot_id || ' ' || sample_number as key,
           coalesce(retained_position < ${asOf}, false) as "isRetained",
           location_id as "locationId", (${locationName(sql`s.location_id`, asOf)}) as location,
           to_char(keep_until, 'YYYY-MM-DD') as "keepUntil",
           case when destroyed_position < ${asOf} then method end as method,
           quantity, unit_of_measure as "unitOfMeasure"
    from whereabouts.whereabouts_sample s
    where lot_id = any(${lotIds}::text[]) and position < ${asOf}`.execute(at);
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}

async function namesOf(at: Kysely<DB>, lotIds: readonly string[], asOf: number) {
  const { rows } = await sql<{ lotId: string; lot: string; material: string }>`
    select distinct on (lot_id) lot_id as "lotId", name as lot,
           (select first.material_name from whereabouts.whereabouts_lot first
            where first.lot_id = l.lot_id and first.material_name is not null
            order by first.position limit 1) as material
    from whereabouts.whereabouts_lot l
    where lot_id = any(${lotIds}::text[]) and position < ${asOf}
    order by lot_id, position desc`.execute(at);
  return new Map(rows.map(({ lotId, lot, material }) => [lotId, { lot, material }]));
}

async function batchesOf(at: Kysely<DB>, batchIds: readonly string[], asOf: number) {
  const { rows } = await sql<BatchRow & { batchId: string }>`
    select batch_id as "batchId", batch_number as "batchNumber",
           coalesce(completed_position < ${asOf}, false) as completed,
           array(select path from (
             select distinct on (phase_id, run) path, event, position
             from whereabouts.whereabouts_phase p
             where p.batch_id = b.batch_id and p.position < ${asOf}
             order by phase_id, run, position desc) latest
             where event = 'started' order by position) as phases
    from whereabouts.whereabouts_batch b
    where batch_id = any(${batchIds}::text[]) and position < ${asOf}`.execute(at);
  return new Map(rows.map(({ batchId, ...row }) => [batchId, row]));
}

async function shipmentsOf(at: Kysely<DB>, shipmentIds: readonly string[], asOf: number) {
  const { rows } = await sql<ShipmentRow & { id: string }>`
    select shipment_id as id, number, consignee, documents, is_donation as "isDonation",
           (select min(a.position) from whereabouts.whereabouts_arrival a
            where a.shipment_id = s.shipment_id and a.position < ${asOf}) as "arrivedAt"
    from whereabouts.whereabouts_shipment s
    where shipment_id = any(${shipmentIds}::text[]) and position < ${asOf}`.execute(at);
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
