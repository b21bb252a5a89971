// What the service is made of, from a running instance.
import { join } from "node:path";
import type { ApiParts } from "../../api/parts.ts";
import { usualLimits, type Wire } from "../../api/wire/wire.ts";
import { LiveGraph } from "../../projections/genealogy/graph/live-graph.ts";
import { masterFor } from "../../projections/master-recipe/effective.ts";
import { siteCalled } from "../../projections/whereabouts/site-called.ts";
import { relatedIn, restingIn, viewIn } from "../material/view.ts";
import { traceRecallIn } from "../recall/parts.ts";
import type { Log } from "../terminal/log.ts";
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
    answering: {
      view: viewIn(instance),
      relatedTo: relatedIn(instance),
      restingOn: restingIn(instance),
      traceRecall: traceRecallIn(instance),
      masterFor: (id) => masterFor(database.kysely, id, clock.now()),
      siteCalled: (name) => siteCalled(database.kysely, name),
    },
    indexOf: (eventId, timeout_ms) => indexOf(instance, eventId, timeout_ms),
    clock,
    nobody: nobody(settings),
    access: instance.access,
    signOnTitle: instance.access.parts.oidc && settings.oidc?.title,
    siteNetworks: settings.siteNetworks,
    version: build.appVersion,
    paper: createPaper(instance),
    blobs: instance.blobs,
    wire: wireOf(settings),
  };
}

/** Without a certificate: `serve` opens it, and looks after it. */
function wireOf({ publicUrl, trustedProxies, host }: Settings): Wire {
  return { tls: undefined, publicUrl, hosts: [host], trustedProxies, limits: usualLimits };
}

/** The genealogy's graph in memory; undefined where the settings give it none. */
export function openGraph({ settings, stores }: Instance, logger: Log): LiveGraph | undefined {
  const { graphMemory_MB } = settings;
  if (graphMemory_MB === 0) return;
  const snapshotFile = join(stores.folder.path, "graph", "genealogy");
  const bytesMax = graphMemory_MB * 1_000_000;
  return new LiveGraph({ database: stores.database, snapshotFile, bytesMax }, logger);
}
