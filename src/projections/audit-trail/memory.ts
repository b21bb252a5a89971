// What the audit trail remembers from one event to the next: what things are called, and which
// entry an event is.
import type { EventType } from "../../domain/kernel/event-type.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import type { Ask } from "../projection.ts";
import { createNames, type Named } from "../wording/names.ts";
import { showBy } from "../wording/show.ts";
import type { ValueShow } from "../wording/value.ts";
import { type AnyOccurred, entryText } from "./entry-text.ts";

export interface Memory {
  readonly by: ValueShow;
  typeOf(event: AnyOccurred): EventType;
  nameOf(named: Named): string | undefined;
  /** The name that people know the stream's aggregate by from this event on, if it gives one. */
  nameGivenBy(event: AnyOccurred): (Named & { readonly name: string }) | undefined;
  readonly names: ReturnType<typeof createNames>;
  /** Log indexes of the events of this chunk and of those they refer to. */
  positions: Map<string, number>;
}

export function createMemory(types: ReadonlyMap<string, EventType>): Memory {
  const names = createNames();
  const memory: Memory = {
    names,
    positions: new Map(),
    by: {
      show: showBy(names.of),
      event: (id) => {
        const position = memory.positions.get(id);
        return position === undefined ? "an entry not in this log" : `entry ${position}`;
      },
    },
    nameOf: names.of,
    typeOf(event) {
      const type = types.get(event.type);
      if (!type) throw new Error(`${event.type} is not in the catalogue of this build.`);
      return type;
    },
    nameGivenBy(event) {
      const name = memory.typeOf(event).names?.({ ...event.data });
      if (name === undefined) return undefined;
      const { category: kind, id } = categoryAndId(event.stream);
      names.learn({ kind, id }, name);
      return { kind, id, name };
    },
  };
  return memory;
}

/** Says each entry once without names, to hear which names it asks for. */
export async function prepare(
  events: readonly AnyOccurred[],
  ask: Ask,
  memory: Memory,
): Promise<void> {
  const wanted: Named[] = [];
  const referred = new Set<string>();
  const listening: ValueShow = {
    show: showBy((named) => {
      wanted.push(named);
      return "";
    }),
    event: (id) => {
      referred.add(id);
      return "";
    },
  };
  for (const event of events) {
    entryText(memory.typeOf(event), event, listening);
    wanted.push(...event.metadata.subjects.map(subjectEntry));
  }
  memory.positions = await positionsOf(referred, ask);
  for (const { id, position } of events) memory.positions.set(id, position);
  await memory.names.prepare(wanted, ask);
}

async function positionsOf(ids: ReadonlySet<string>, ask: Ask): Promise<Map<string, number>> {
  if (ids.size === 0) return new Map();
  const rows = await ask<{ readonly event_id: string; readonly position: number }>(
    "select event_id, position from audit_entry where event_id = any($1::uuid[])",
    [[...ids]],
  );
  return new Map(rows.map(({ event_id, position }) => [event_id, position]));
}
