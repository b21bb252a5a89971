// Who may do what and who did when, who came and went, and what security was told: as it is, and as
// it was on any day (Annex 11, 12.3; draft Annex 11, 11.9 to 11.11).
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { projection } from "../projection.ts";
import { logInHandlers } from "./handler/log-in.ts";
import { personHandlers } from "./handler/person.ts";
import { roleHandlers } from "./handler/role.ts";

export const access = projection<DB, ProductionEvent>()({
  name: "access",
  version: 2,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    person: "select * from person order by person_id, position",
    person_name: "select * from person_name order by person_id, position",
    account_status: "select * from account_status order by person_id, position",
    account_lock: "select * from account_lock order by person_id, position",
    identity_verified: "select * from identity_verified order by person_id, position",
    statement_accepted: "select * from statement_accepted order by person_id, position",
    training: "select * from training order by person_id, position",
    credential: "select * from credential order by person_id, position",
    role_grant: "select * from role_grant order by person_id, position",
    role: "select * from role order by role_id, position",
    service: "select * from service order by service_id, position",
    api_key: "select * from api_key order by service_id, position",
    log_in: "select * from log_in order by position",
    session_end: "select * from session_end order by session_id, position",
    log_in_failure: "select * from log_in_failure order by position",
    access_policy: "select * from access_policy order by position",
    statement: "select * from statement order by position",
    alert: "select * from alert order by position",
    alert_answer: "select * from alert_answer order by alert_id, position",
  },
  memory: () => undefined,
  on: { ...personHandlers, ...logInHandlers, ...roleHandlers },
});
