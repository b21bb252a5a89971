// GS1 Digital Link URIs, `https://id.example/01/09521234543213/10/ABC?17=270131`
// (GS1 Digital Link Standard: URI Syntax, 1.4; uncompressed).
import { type Element, refuseValue } from "./element.ts";
import { writable } from "./element-string.ts";
import { type Gs1Fault, gs1Fault, isGs1Fault } from "./fault.ts";
import { paired } from "./pairing.ts";
import {
  type ApplicationIdentifier,
  applicationIdentifiers,
} from "./table/application-identifier.ts";

const uri = /^https?:\/\/[^/?#\s]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;

export function parseDigitalLink(text: string): readonly Element[] | Gs1Fault {
  const match = uri.exec(text);
  if (!match) return gs1Fault("GS1_LINK_MALFORMED");
  const path = keyPath((match[1] ?? "").split("/").slice(1));
  if (!path) return gs1Fault("GS1_LINK_MALFORMED");
  const attributes = attributesIn(match[2] ?? "");
  if (isGs1Fault(attributes)) return attributes;
  const elements: Element[] = [];
  for (const { ai, value } of [...path, ...attributes]) {
    const of = applicationIdentifiers.get(ai);
    const decoded = decode(value);
    if (!of || decoded === undefined) return gs1Fault("GS1_CHARACTER_WRONG", ai);
    const whole = ai === "01" && isShortGtin(decoded) ? decoded.padStart(14, "0") : decoded;
    const fault = refuseValue(of, whole);
    if (fault) return fault;
    elements.push({ ai, value: whole });
  }
  return paired(elements);
}

/**
 * A link of these elements. `base`: scheme and host, with any path before the key. A key must be
 * among them; what is neither key nor qualifier goes into the query.
 */
export function digitalLink(base: string, elements: readonly Element[]): string | Gs1Fault {
  const checked = writable(elements);
  if (isGs1Fault(checked)) return checked;
  const byAi = new Map(checked.map(({ ai, value }) => [ai, value]));
  const key = checked.map(({ ai }) => applicationIdentifiers.get(ai)).find((of) => of?.qualifiers);
  if (!key) return gs1Fault("GS1_LINK_MALFORMED");
  const inPath = [key.ai, ...mostOf(key, byAi)];
  const query = checked.filter(({ ai }) => !inPath.includes(ai));
  const misplaced = query.find(({ ai }) => !applicationIdentifiers.get(ai)?.attribute);
  if (misplaced) return gs1Fault("GS1_LINK_MALFORMED", misplaced.ai);
  const path = inPath.map((ai) => `/${ai}/${encodeURIComponent(byAi.get(ai) ?? "")}`).join("");
  const asked = query.map(({ ai, value }) => `${ai}=${encodeURIComponent(value)}`).join("&");
  return `${base.replace(/\/+$/, "")}${path}${asked ? `?${asked}` : ""}`;
}

/** Of its sequences of qualifiers the one that takes in most of what is there. */
const mostOf = (key: ApplicationIdentifier, there: ReadonlyMap<string, string>) =>
  (key.qualifiers ?? [])
    .map((sequence) => sequence.filter((ai) => there.has(ai)))
    .reduce<readonly string[]>((best, one) => (one.length > best.length ? one : best), []);

/** What comes before the key belongs to the resolver; the last key that fits is meant. */
function keyPath(segments: readonly string[]): readonly Element[] | undefined {
  const end = segments.at(-1) === "" ? segments.length - 1 : segments.length;
  for (let from = end - 2; from >= 0; from -= 2) {
    const key = applicationIdentifiers.get(segments[from] ?? "");
    if (!key?.qualifiers) continue;
    const pairs: Element[] = [];
    for (let n = from; n < end; n += 2) {
      pairs.push({ ai: segments[n] ?? "", value: segments[n + 1] ?? "" });
    }
    const rest = pairs.slice(1).map(({ ai }) => ai);
    if (rest.length === 0 || key.qualifiers.some((one) => isOrdered(rest, one))) return pairs;
  }
  return undefined;
}

/** Some of the sequence, each once, in its order. */
function isOrdered(some: readonly string[], sequence: readonly string[]): boolean {
  let at = 0;
  return some.every((ai) => {
    at = sequence.indexOf(ai, at) + 1;
    return at > 0;
  });
}

/** Names that are not digits are for the resolver. */
function attributesIn(query: string): readonly Element[] | Gs1Fault {
  const attributes: Element[] = [];
  for (const pair of query.split(/[&;]/)) {
    const cut = pair.indexOf("=");
    const ai = pair.slice(0, Math.max(cut, 0));
    if (!/^\d+$/.test(ai)) continue;
    if (!applicationIdentifiers.get(ai)?.attribute) return gs1Fault("GS1_AI_UNKNOWN", ai);
    attributes.push({ ai, value: pair.slice(cut + 1) });
  }
  return attributes;
}

/** Once, and one byte a character: what is no ASCII is outside of every set. */
function decode(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const isShortGtin = (value: string): boolean => /^(?:\d{8}|\d{12}|\d{13})$/.test(value);
