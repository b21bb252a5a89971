// Tables of integrity, written by `npm run db:types`.
interface IntegrityEpoch {
  begun_by: string;
  event_id: string;
  former_public_key: string;
  left_names: string[];
  position: number;
  public_key: string;
}

interface IntegrityHandOver {
  note: string;
  position: number;
}

interface IntegrityTile {
  hashes: Buffer;
  level: number;
  tile_index: number;
}

export interface IntegrityTables {
  "integrity.epoch": IntegrityEpoch;
  "integrity.hand_over": IntegrityHandOver;
  "integrity.tile": IntegrityTile;
}
