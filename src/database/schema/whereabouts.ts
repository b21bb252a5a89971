// Tables of whereabouts, written by `npm run db:types`.
interface WhereaboutsWhereaboutsArrival {
  lot_id: string | null;
  ord: number;
  position: number;
  quantity: string | null;
  shipment_id: string;
  unit_of_measure: string | null;
}

interface WhereaboutsWhereaboutsBatch {
  batch_id: string;
  batch_number: string;
  completed_position: number | null;
  position: number;
}

interface WhereaboutsWhereaboutsContainer {
  container_id: string;
  lot_id: string;
  position: number;
  quantity: string | null;
  unit_of_measure: string | null;
}

interface WhereaboutsWhereaboutsCount {
  at: string;
  container_id: string | null;
  lot_id: string;
  position: number;
  quantity: string;
  unit_of_measure: string;
}

interface WhereaboutsWhereaboutsDeparture {
  dispatched: boolean;
  position: number;
  shipment_id: string;
  unit_id: string;
}

interface WhereaboutsWhereaboutsLocation {
  location_id: string;
  name: string;
  of_contractor: boolean;
  parent_location_id: string | null;
  position: number;
}

interface WhereaboutsWhereaboutsLot {
  lot_id: string;
  material_name: string | null;
  name: string;
  position: number;
}

interface WhereaboutsWhereaboutsMovement {
  account: string;
  at: string;
  container_id: string | null;
  detail: string | null;
  direction: string;
  event_id: string;
  lot_id: string;
  ord: number;
  position: number;
  quantity: string | null;
  reference: string | null;
  since: number;
  unit_of_measure: string | null;
  void_position: number | null;
  whole_containers: string[] | null;
}

interface WhereaboutsWhereaboutsPacking {
  direction: string;
  lot_id: string;
  position: number;
  quantity: string;
  unit_id: string;
  unit_of_measure: string;
}

interface WhereaboutsWhereaboutsPhase {
  batch_id: string;
  event: string;
  path: string;
  phase_id: string;
  position: number;
  run: number;
}

interface WhereaboutsWhereaboutsPlace {
  container_id: string | null;
  location_id: string;
  lot_id: string;
  ord: number;
  position: number;
}

interface WhereaboutsWhereaboutsSample {
  destroyed_position: number | null;
  keep_until: string | null;
  location_id: string | null;
  lot_id: string;
  method: string | null;
  position: number;
  quantity: string | null;
  retained_position: number | null;
  sample_id: string;
  sample_number: string;
  unit_of_measure: string | null;
}

interface WhereaboutsWhereaboutsShipment {
  consignee: string;
  documents: string[];
  is_donation: boolean;
  number: string;
  position: number;
  shipment_id: string;
}

interface WhereaboutsWhereaboutsUnit {
  location_id: string | null;
  name: string;
  position: number;
  unit_id: string;
}

export interface WhereaboutsTables {
  "whereabouts.whereabouts_arrival": WhereaboutsWhereaboutsArrival;
  "whereabouts.whereabouts_batch": WhereaboutsWhereaboutsBatch;
  "whereabouts.whereabouts_container": WhereaboutsWhereaboutsContainer;
  "whereabouts.whereabouts_count": WhereaboutsWhereaboutsCount;
  "whereabouts.whereabouts_departure": WhereaboutsWhereaboutsDeparture;
  "whereabouts.whereabouts_location": WhereaboutsWhereaboutsLocation;
  "whereabouts.whereabouts_lot": WhereaboutsWhereaboutsLot;
  "whereabouts.whereabouts_movement": WhereaboutsWhereaboutsMovement;
  "whereabouts.whereabouts_packing": WhereaboutsWhereaboutsPacking;
  "whereabouts.whereabouts_phase": WhereaboutsWhereaboutsPhase;
  "whereabouts.whereabouts_place": WhereaboutsWhereaboutsPlace;
  "whereabouts.whereabouts_sample": WhereaboutsWhereaboutsSample;
  "whereabouts.whereabouts_shipment": WhereaboutsWhereaboutsShipment;
  "whereabouts.whereabouts_unit": WhereaboutsWhereaboutsUnit;
}
