// What the supervisor and the node's process say to each other.
import type { EndpointOptions } from "./endpoint.ts";
import type { EmbeddedNodeFaultCode } from "./fault.ts";
import type { Synchronous } from "./store/operation.ts";

/** Handed over as JSON, the process's one argument. */
export interface NodeConfig extends EndpointOptions {
  readonly directory: string;
  readonly synchronous: Synchronous;
  /** The log is fenced, for good, and served to be read: it moves to this address. */
  readonly movingTo?: string;
}

/** The one line on stdout. */
export type FirstLine =
  | { readonly ready: true; readonly endpoint: string }
  | {
      readonly ready: false;
      readonly code: EmbeddedNodeFaultCode;
      readonly message: string;
    };
