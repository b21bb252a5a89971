// A real node's $all begins with events of its own; so does ours, lest a reader come to rely on
// there being none.
import { randomUUID } from "node:crypto";
import { uuidBytes } from "../../../protobuf/uuid.ts";
import type { WriteOperation } from "../operation.ts";
import { Expected } from "../record.ts";

export function seedOperations(): WriteOperation[] {
  return [
    seed("$$$stats-node", "$metadata", { $maxAge: 2_592_000, $maxCount: 1000 }),
    seed("$users", "$User", "admin"),
    seed("$user-admin", "$UserCreated", { loginName: "admin" }),
  ];
}

function seed(stream: string, type: string, data: unknown): WriteOperation {
  const event = {
    id: uuidBytes(randomUUID()),
    type,
    contentType: "application/json",
    metadata: Buffer.alloc(0),
    data: Buffer.from(JSON.stringify(data)),
  };
  const deadlineMs = Number.POSITIVE_INFINITY;
  return { kind: "append", stream, expected: Expected.any, deadlineMs, events: [event] };
}
