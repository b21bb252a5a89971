// What the service is made of, from a running instance.
import type { ApiParts } from "../../api/parts.ts";
import { usualLimits, type Wire } from "../../api/wire/wire.ts";
import { build } from "./build.ts";
import type { Instance } from "./instance.ts";
import { createPaper } from "./paper.ts";
import { nobody } from "./session.ts";
import type { Settings } from "./settings.ts";
import { indexOf } from "./visible.ts";

export function apiParts(instance: Instance): ApiParts {
  const { handler, log, database, projections, clock, settings } = instance;
  return {
    handler,
    log,
    database,
    projections,
    indexOf: (eventId, timeout_ms) => indexOf(instance, eventId, timeout_ms),
    clock,
    nobody: nobody(settings),
    access: instance.access,
    signOnTitle: instance.access.parts.oidc && settings.oidc?.title,
    siteNetworks: settings.siteNetworks,
    version: build.appVersion,
    paper: createPaper(instance),
    wire: wireOf(settings),
  };
}

/** Without a certificate: `serve` opens it, and looks after it. */
function wireOf({ publicUrl, trustedProxies, host }: Settings): Wire {
  return { tls: undefined, publicUrl, hosts: [host], trustedProxies, limits: usualLimits };
}
