// Tables of genealogy, written by `npm run db:types`.
interface GenealogyGenealogyBatch {
  batch_id: string;
  batch_number: string;
  former_number: string | null;
  position: number;
  product_name: string;
  renamed_position: number | null;
}

interface GenealogyGenealogyContainer {
  container_id: string;
  lot_id: string;
  position: number;
  quantity: string | null;
  unit_of_measure: string | null;
}

interface GenealogyGenealogyCount {
  at: string;
  container_id: string | null;
  lot_id: string;
  position: number;
  quantity: string;
  unit_of_measure: string;
}

interface GenealogyGenealogyDraw {
  batch_id: string | null;
  closed_position: number | null;
  event_id: string;
  lot_id: string;
  position: number;
  recorded_at: string;
}

interface GenealogyGenealogyEdge {
  container_id: string | null;
  event_id: string;
  from_at: string;
  kind: string;
  ord: number;
  position: number;
  quantity: string | null;
  source: number;
  span_from: string | null;
  span_to: string | null;
  span_unit: string | null;
  target: number;
  time_basis: string;
  to_at: string | null;
  unit_of_measure: string | null;
  zone_stated: boolean;
}

interface GenealogyGenealogyEdgeVoid {
  ord: number;
  position: number;
  void_position: number;
}

interface GenealogyGenealogyFlow {
  at: string;
  container_id: string | null;
  direction: string;
  event_id: string;
  lot_id: string;
  ord: number;
  position: number;
  quantity: string | null;
  reason: string;
  since: number;
  unit_of_measure: string | null;
  void_position: number | null;
  whole_containers: string[] | null;
}

interface GenealogyGenealogyIdentifier {
  issuer: string;
  lot_id: string;
  position: number;
  scheme: string;
  value: string;
  value_folded: string;
  void_position: number | null;
}

interface GenealogyGenealogyLot {
  again_position: number | null;
  lot_id: string;
  material_id: string | null;
  material_name: string;
  name: string;
  origin: string;
  position: number;
  sublot_of: string | null;
  supplier_name: string | null;
}

interface GenealogyGenealogyLotName {
  lot_id: string;
  name: string | null;
  until_position: number;
}

interface GenealogyGenealogyNode {
  id: number;
  key: string;
  kind: string;
  name: string | null;
  position: number;
}

interface GenealogyGenealogyReturn {
  at: string;
  drawn_event_id: string;
  position: number;
  quantity: string | null;
  unit_of_measure: string | null;
}

interface GenealogyGenealogySerial {
  batch_id: string;
  became: string;
  first: string;
  head: string;
  last: string;
  ord: number;
  position: number;
  width: number;
}

export interface GenealogyTables {
  "genealogy.genealogy_batch": GenealogyGenealogyBatch;
  "genealogy.genealogy_container": GenealogyGenealogyContainer;
  "genealogy.genealogy_count": GenealogyGenealogyCount;
  "genealogy.genealogy_draw": GenealogyGenealogyDraw;
  "genealogy.genealogy_edge": GenealogyGenealogyEdge;
  "genealogy.genealogy_edge_void": GenealogyGenealogyEdgeVoid;
  "genealogy.genealogy_flow": GenealogyGenealogyFlow;
  "genealogy.genealogy_identifier": GenealogyGenealogyIdentifier;
  "genealogy.genealogy_lot": GenealogyGenealogyLot;
  "genealogy.genealogy_lot_name": GenealogyGenealogyLotName;
  "genealogy.genealogy_node": GenealogyGenealogyNode;
  "genealogy.genealogy_return": GenealogyGenealogyReturn;
  "genealogy.genealogy_serial": GenealogyGenealogySerial;
}
