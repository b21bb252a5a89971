// Places and batches by the names that people know them by.
import { pathText } from "../../../domain/kernel/shape/phase.ts";
import { idOf, type Rules } from "../../books/rule.ts";
import type { Moving } from "../moving.ts";

export const named: Rules<Moving> = {
  LocationRegistered: (moving, { data, stream }) => place(moving, stream, data.name, data),
  LocationRenamed: (moving, { data, stream }) => place(moving, stream, data.name),
  BatchIssued(moving, { data, stream, position }) {
    const batch_id = idOf(stream);
    const row = { batch_id, position, batch_number: data.batchNumber, completed_position: null };
    moving.into.insert("whereabouts_batch", row);
  },
  BatchNumberGiven(moving, { data, stream }) {
    const batch_number = data.batchNumber;
    moving.into.update("whereabouts_batch", { batch_id: idOf(stream) }, { batch_number });
  },
  BatchCompleted(moving, { stream, position }) {
    const done = { completed_position: position };
    moving.into.update("whereabouts_batch", { batch_id: idOf(stream) }, done);
  },
  PhaseStarted: (moving, { data, stream }) => phase(moving, stream, data, "started"),
  PhaseCompleted: (moving, { data, stream }) => phase(moving, stream, data, "ended"),
  PhaseStopped: (moving, { data, stream }) => phase(moving, stream, data, "ended"),
  PhaseAborted: (moving, { data, stream }) => phase(moving, stream, data, "ended"),
};

const place = (
  { into, position }: Moving,
  stream: string,
  name: string,
  { parentLocationId, ofContractor }: { parentLocationId?: string; ofContractor?: true } = {},
): void =>
  into.insert("whereabouts_location", {
    location_id: idOf(stream),
    position,
    name,
    parent_location_id: parentLocationId ?? null,
    of_contractor: ofContractor === true,
  });

function phase(
  { into, position }: Moving,
  stream: string,
  data: { phaseId: string; path: Parameters<typeof pathText>[0]; run: number },
  event: "started" | "ended",
): void {
  into.insert("whereabouts_phase", {
    batch_id: idOf(stream),
    position,
    phase_id: data.phaseId,
    run: data.run,
    path: pathText(data.path),
    event,
  });
}
