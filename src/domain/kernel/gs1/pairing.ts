// Which elements need, and which exclude, each other (GS1 General Specifications, 4.13 and 4.14).
import type { Element } from "./element.ts";
import { type Gs1Fault, gs1Fault } from "./fault.ts";
import { applicationIdentifiers, fitsPattern } from "./table/application-identifier.ts";

/** An element that lacks company, with the groups of which one would do. */
export interface Incomplete {
  readonly ai: string;
  readonly needs: readonly (readonly string[])[];
}

/** Each once. Twice with one value is once; two values are a fault, so are exclusive pairs. */
export function paired(elements: readonly Element[]): readonly Element[] | Gs1Fault {
  const once = new Map<string, Element>();
  for (const element of elements) {
    const former = once.get(element.ai);
    if (former && former.value !== element.value) return gs1Fault("GS1_AI_REPEATED", element.ai);
    once.set(element.ai, element);
  }
  const ais = [...once.keys()];
  for (const ai of ais) {
    const excludes = applicationIdentifiers.get(ai)?.excludes ?? [];
    const excluded = ais.some(
      (other) => other !== ai && excludes.some((pattern) => fitsPattern(other, pattern)),
    );
    if (excluded) return gs1Fault("GS1_PAIR_EXCLUDED", ai);
  }
  return [...once.values()];
}

/** Of one label alone: what is missing may stand on another label of the same thing. */
export function incompleteAmong(elements: readonly Element[]): readonly Incomplete[] {
  const ais = elements.map(({ ai }) => ai);
  const has = (pattern: string) => ais.some((ai) => fitsPattern(ai, pattern));
  return ais.flatMap((ai) => {
    const needs = applicationIdentifiers.get(ai)?.companions ?? [];
    return needs.length === 0 || needs.some((group) => group.every(has)) ? [] : [{ ai, needs }];
  });
}
