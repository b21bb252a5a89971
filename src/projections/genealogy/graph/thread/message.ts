// What the threads of the graph say to each other: numbers, and buffers that they share.
import type { DatabaseAddress } from "../../../../database/connection.ts";
import type { GraphBuffers } from "../../../../genealogy/graph.ts";
import type { Traced, TraceRequest } from "../traced.ts";

export interface KeeperData {
  readonly database: DatabaseAddress;
  readonly snapshotFile: string;
  readonly bytesMax: number;
}

export type FromKeeper =
  | { readonly kind: "graph"; readonly buffers: GraphBuffers; readonly model: string }
  | { readonly kind: "none" }
  /** It has looked since it was told to. */
  | { readonly kind: "looked" }
  | {
      readonly kind: "log";
      readonly how: "info" | "warn" | "error";
      readonly fields: object;
      readonly sentence: string;
    };

/** To the keeper: look now whether more was committed. */
export const lookNow = "look";

export type ToTracer =
  | { readonly kind: "graph"; readonly buffers: GraphBuffers }
  | ({ readonly kind: "trace"; readonly id: number } & TraceRequest);

export type FromTracer =
  | ({ readonly id: number } & Traced)
  | { readonly id: number; readonly failed: unknown };
