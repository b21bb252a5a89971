// What the threads of the graph say to each other: numbers, and buffers that they share.
import type { DatabaseAddress } from "../../../../database/connection.ts";
import type { GraphBuffers } from "../../../../genealogy/graph.ts";
import type { Said } from "../../../runner/logger.ts";
import type { Answer, Request } from "../asked.ts";

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
  | Said;

/** To the keeper: look now whether more was committed. */
export const lookNow = "look";

export type ToTracer =
  | { readonly kind: "graph"; readonly buffers: GraphBuffers }
  | { readonly kind: "ask"; readonly id: number; readonly request: Request };

export type FromTracer =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failed: unknown };
