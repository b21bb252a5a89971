// What the supervisor and the node's process say to each other.
import type { EmbeddedNodeFaultCode } from "./fault.ts";
import type { ServeOptions } from "./server.ts";
import type { Synchronous } from "./store/operation.ts";

/**
 * Handed over as JSON, one line on stdin: it may hold a password, and everybody on the machine can
 * see a process's arguments.
 */
export interface NodeConfig extends ServeOptions {
  readonly directory: string;
  readonly synchronous: Synchronous;
  /** The log is fenced, for good, and served to be read: it moves to this address. */
  readonly movingTo?: string;
  readonly keptCategories: readonly string[];
}

/** The one line on stdout. */
export type FirstLine =
  | { readonly ready: true; readonly endpoint: string; readonly network?: string }
  | {
      readonly ready: false;
      readonly code: EmbeddedNodeFaultCode;
      readonly message: string;
    };
