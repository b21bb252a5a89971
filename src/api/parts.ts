// What the service is made of, handed in by the composition root.
import type { Access } from "../access/access.ts";
import type { Database } from "../database/connection.ts";
import type { Clock, Handler, Session } from "../eventstore/handler/handle.ts";
import type { EventLog } from "../eventstore/port.ts";
import type { Reaching } from "../projections/genealogy/graph/asked.ts";
import type { Projections } from "../projections/projections.ts";
import type { Blobs } from "../vault/blobs.ts";
import type { Answering } from "./command/command.ts";
import type { Paper } from "./paper.ts";
import type { Wire } from "./wire/wire.ts";

export interface ApiParts {
  readonly handler: Handler;
  readonly log: Pick<EventLog, "alive">;
  readonly database: Database;
  readonly projections: Projections;
  /** Traces more quickly than SQL, once it is loaded. */
  readonly graph?: Reaching;
  /** Where the file of all rows of a trace is, once it is written. */
  readonly rowFile?: string | undefined;
  /** The log index of an event just appended; undefined when it did not come in time. */
  readonly indexOf: (eventId: string, timeout_ms: number) => Promise<number | undefined>;
  readonly answering: Answering;
  readonly clock: Clock;
  /** Who acts before people exist. */
  readonly nobody: Session;
  readonly access: Access;
  /** What the button of single sign-on says; undefined where none is set up. */
  readonly signOnTitle: string | undefined;
  /** Inside the perimeter that the site controls. */
  readonly siteNetworks: readonly string[];
  readonly version: string;
  /** Documents from read models, with the issue that this instance gives them. */
  readonly paper: Paper;
  readonly blobs: Pick<Blobs, "put" | "get">;
  readonly wire: Wire;
}
