// Who acts when nobody has logged in: nobody that is known, and every event and every paper says
// so.
import type { Session } from "../../eventstore/handler/handle.ts";
import type { Settings } from "./settings.ts";

export const unauthenticated = "UNAUTHENTICATED - NOT A GMP RECORD";

export const nobody = ({ site, zone, legalEntity }: Settings): Session => ({
  actor: { kind: "service", id: "http", name: "HTTP interface, nobody logged in" },
  authentication: { method: "none" },
  permits: "everything",
  site,
  zone,
  legalEntity,
});
