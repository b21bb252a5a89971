// The state of a stream as bytes, and back: plain data, maps, sets and persistent maps, however
// deep they are linked. What is one object in several places is written once, and is one again.
import { setImmediate } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import { isKeyed, keyed } from "../../domain/kernel/keyed.ts";

/** All objects of a state, each flat: an object that it holds is told by its place among them. */
interface Table {
  readonly shapes: readonly Shape[];
  /** Lists of `Flat`, one after the other. */
  readonly parts: readonly Uint8Array[];
}
/** What like objects are, and the names of their members. */
type Shape = readonly [kind: "keyed" | "list" | "map" | "object" | "set", ...names: string[]];
/** Its shape, and what it holds: numbers (and bytes) within a list, for they are no places. */
type Flat = readonly [shape: number, held: readonly unknown[]];

/** A few milliseconds. */
const atOnce = 2_000;

/**
 * Bit by bit: whoever waits for something else is served in between. Nothing of it may change
 * meanwhile. Rejects where there is a function in it.
 */
export async function toBytes(state: object): Promise<Buffer> {
  const shapes = new Map<string, number>();
  const places = new Map<object, number>([[state, 0]]);
  const told = (value: unknown): unknown => {
    if (typeof value === "number" || ArrayBuffer.isView(value)) return [value];
    if (typeof value !== "object" || value === null) return value;
    return placeIn(places, value);
  };
  const parts: Buffer[] = [];
  let part: Flat[] = [];
  // Those that are come upon stand behind those that are known.
  for (const one of places.keys()) {
    const shape = placeIn(shapes, JSON.stringify(shapeOf(one)));
    part.push([shape, heldBy(one).map(told)]);
    if (part.length < atOnce) continue;
    parts.push(serialize(part));
    part = [];
    await setImmediate();
  }
  parts.push(serialize(part));
  const table: Table = { shapes: [...shapes.keys()].map((one) => JSON.parse(one)), parts };
  return serialize(table);
}

function placeIn<Key>(places: Map<Key, number>, key: Key): number {
  const place = places.get(key) ?? places.size;
  places.set(key, place);
  return place;
}

function shapeOf(one: object): Shape {
  if (Array.isArray(one)) return ["list"];
  if (one instanceof Map) return ["map"];
  if (one instanceof Set) return ["set"];
  return [isKeyed(one) ? "keyed" : "object", ...Object.keys(one)];
}

function heldBy(one: object): readonly unknown[] {
  if (Array.isArray(one)) return one;
  return one instanceof Map ? [...one].flat(1) : Object.values(one instanceof Set ? [...one] : one);
}

/** Throws where the bytes are of something else. */
export function fromBytes(bytes: Uint8Array): unknown {
  const { shapes, parts } = deserialize(bytes) as Table;
  const objects = parts.flatMap((part) => deserialize(part) as readonly Flat[]);
  const shaped = objects.map(([shape, held]) => ({ shape: shapes[shape] ?? ["list"], held }));
  const made = shaped.map(({ shape }) => empty(shape));
  const meant = (value: unknown): unknown => {
    if (typeof value === "number") return made[value];
    return Array.isArray(value) ? value[0] : value;
  };
  for (const [n, { shape, held }] of shaped.entries()) fill(made[n], shape, held.map(meant));
  return made[0];
}

function empty([kind]: Shape): object {
  switch (kind) {
    case "list":
      return [];
    case "map":
      return new Map();
    case "set":
      return new Set();
    case "keyed":
      return keyed();
    case "object":
      return {};
    default:
      return kind satisfies never;
  }
}

function fill(one: object | undefined, [, ...names]: Shape, held: readonly unknown[]): void {
  if (one instanceof Map) {
    for (let n = 0; n < held.length; n += 2) one.set(held[n], held[n + 1]);
  } else if (one instanceof Set) for (const value of held) one.add(value);
  else if (Array.isArray(one)) Object.assign(one, held);
  else for (const [n, name] of names.entries()) Reflect.set(one ?? {}, name, held[n]);
}
