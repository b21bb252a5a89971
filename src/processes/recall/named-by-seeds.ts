// What seeds name without having it yet: serial numbers, containers and lots of complaints, and
// serial numbers of their own. A batch or a lot may come to have them long after.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { common, Serial, type Serials, serialsOf } from "../../domain/kernel/gs1/serial.ts";
import { foldedValue, type Identifier } from "../../domain/kernel/identifier.ts";
import { thingSchemes } from "../../projections/genealogy/seed/serial.ts";

interface About {
  readonly serials: Set<string>;
  /** Of lots and containers. */
  readonly ids: Set<string>;
}

export interface NamedBySeeds {
  /** `id`: of the stream that the event is in. */
  see(id: string, event: ProductionEvent): void;
  /** Whether what the seed names comes to something by the event, which is about these ids. */
  isMet(seed: string, about: readonly string[], event: ProductionEvent): boolean;
}

export function namedBySeeds(): NamedBySeeds {
  /** By the id of the complaint, and by each number: two may have one. */
  const complaints = new Map<string, About>();
  const byNumber = new Map<string, Set<About>>();
  const aboutOf = (id: string): About => {
    const known = complaints.get(id) ?? { serials: new Set(), ids: new Set() };
    complaints.set(id, known);
    return known;
  };
  const known = (named: string): readonly About[] => {
    const one = complaints.get(named);
    return [...(one ? [one] : []), ...(byNumber.get(named) ?? [])];
  };
  return {
    see(id, event) {
      if (event.type === "ComplaintRaised") {
        const { number } = event.data;
        byNumber.set(number, (byNumber.get(number) ?? new Set()).add(aboutOf(id)));
      }
      if (event.type !== "ComplaintLinked") return;
      const { serials, ids } = aboutOf(id);
      const { materialLotId, containerId, serial } = event.data;
      for (const one of [materialLotId, containerId]) if (one !== undefined) ids.add(one);
      if (serial !== undefined) serials.add(serial);
    },
    isMet(seed, about, event) {
      const [, kind = "", named = ""] = /^(serial|complaint):(.*)$/s.exec(seed) ?? [];
      if (kind === "serial") return hasSerial(event, named);
      if (kind !== "complaint") return false;
      return known(named).some(
        ({ serials, ids }) =>
          about.some((one) => ids.has(one)) || [...serials].some((one) => hasSerial(event, one)),
      );
    },
  };
}

/** In a range of a batch, or as the number of a lot of one thing. */
function hasSerial(event: ProductionEvent, number: string): boolean {
  const folded = foldedValue(number);
  const isIt = ({ scheme, value }: Identifier) =>
    thingSchemes.includes(scheme) && foldedValue(value) === folded;
  if (identifiersIn(event).some(isIt)) return true;
  const { data } = event;
  if (!("serials" in data && Array.isArray(data.serials))) return false;
  const one = Serial.safeParse(number).success ? runsOf([{ from: number }]) : [];
  return common(one, runsOf(data.serials)).length > 0;
}

function runsOf(ranges: Parameters<typeof serialsOf>[0]): Serials {
  const found = serialsOf(ranges);
  return "serials" in found ? found.serials : [];
}

export function identifiersIn({ data }: ProductionEvent): readonly Identifier[] {
  return "identifiers" in data && Array.isArray(data.identifiers) ? data.identifiers : [];
}
