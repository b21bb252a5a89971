// Tables of batchproof, written by `npm run db:types`.
import type { Generated, Json } from "./value.ts";

interface BatchproofChallenge {
  content: Json;
  expires_at: string;
  person_id: string | null;
  purpose: string;
  token_sha256: string;
}

interface BatchproofFailedName {
  failed_at: string;
  name_sha256: string;
}

interface BatchproofProjectionProgress {
  event_id: string | null;
  index: number;
  is_stopped: Generated<boolean>;
  log_id: string;
  made_id: Generated<string>;
  name: string;
  revision: number | null;
  store_position: string | null;
  stream: string | null;
  version: number;
}

interface BatchproofSession {
  assurance: string;
  ends_at: string;
  locked_at: string | null;
  log_in_revision: number | null;
  method: string;
  network: string;
  person_id: string;
  proven_at: string;
  session_id: string;
  started_at: string;
  token_sha256: string;
  used_at: string;
  workstation: string | null;
}

interface BatchproofUnknownLogIn {
  failed_at: string;
  failures: number;
  is_locked: Generated<boolean>;
  locked_until: string | null;
  name_sha256: string;
}

export interface BatchproofTables {
  "batchproof.challenge": BatchproofChallenge;
  "batchproof.failed_name": BatchproofFailedName;
  "batchproof.projection_progress": BatchproofProjectionProgress;
  "batchproof.session": BatchproofSession;
  "batchproof.unknown_log_in": BatchproofUnknownLogIn;
}
