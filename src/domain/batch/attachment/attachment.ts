// The fold of attached documents, and how much a batch may hold.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { DocumentAttached } from "./events.ts";

type Attached = EventOf<typeof DocumentAttached>["data"];

export interface AttachmentPart {
  /** By attachment id. */
  readonly byId: Keyed<Attached>;
  /** Of all of them together. */
  readonly size_bytes: number;
}

export const noAttachments: AttachmentPart = { byId: keyed(), size_bytes: 0 };

export const withAttachment = ({ byId, size_bytes }: AttachmentPart, data: Attached) => ({
  byId: byId.with(data.attachmentId, data),
  size_bytes: size_bytes + data.size_bytes,
});

export const attachmentsMax = 1_000;
export const attachedMax_bytes = 1024 ** 3;

/** ATTACHMENT_LIMIT: what a record holds must be printed, copied and kept with it. */
export function refuseBeyondLimit(
  { byId, size_bytes }: AttachmentPart,
  more_bytes: number,
): Refusal | undefined {
  if (byId.size < attachmentsMax && size_bytes + more_bytes <= attachedMax_bytes) return undefined;
  const message = `A batch has at most ${attachmentsMax} attachments, of 1 GiB together.`;
  return refuse("ATTACHMENT_LIMIT", message, { attachments: byId.size, size_bytes });
}
