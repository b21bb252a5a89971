// Attaching a document: its bytes are on disk before it is acknowledged, and not where it is
// refused.
import { attachDocument as attach } from "../../domain/batch/attachment/commands.ts";
import { batch } from "../../domain/batch/batch.ts";
import { planned } from "../../domain/batch/phase/phase.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";

type Data = DataOf<typeof attach>;

export interface Document extends Omit<Data, "path" | "size_bytes"> {
  readonly bytes: Uint8Array;
  /** The step that it belongs to. */
  readonly phaseId?: string | undefined;
}

/** `keep`: puts the bytes where their digest finds them again; not those that are refused. */
export async function attachDocument(
  handler: Handler,
  keep: (bytes: Uint8Array) => Promise<unknown>,
  call: Omit<Call, "data" | "permitted" | "keep"> & { readonly data: Document },
  session: Session,
): Promise<Answer> {
  const { bytes, phaseId, ...said } = call.data;
  const { state } = await handler.load(batch, call.id);
  const recipe = state.status === "unknown" ? undefined : state.issued.recipe;
  const step = phaseId === undefined ? undefined : planned(recipe, phaseId)?.path;
  const path = step ?? (phaseId === undefined ? undefined : { phase: phaseId });
  const data = { ...said, size_bytes: bytes.length, ...(path && { path }) };
  return handler.execute(attach, { ...call, data, keep: () => keep(bytes) }, session);
}
