// What a scanner or a keyboard sends, whatever the form: GS1 data, or a text of the house's own.
import { parseBracketed } from "./bracketed.ts";
import { hasCheckDigit } from "./content/check-digit.ts";
import { parseDigitalLink } from "./digital-link.ts";
import type { Element } from "./element.ts";
import { parseElementString, separator } from "./element-string.ts";
import { type Gs1Fault, gs1Fault, isGs1Fault } from "./fault.ts";
import { type Incomplete, incompleteAmong } from "./pairing.ts";

export type Scan =
  | {
      readonly form: "elementString" | "bracketed" | "digitalLink" | "gtin";
      readonly elements: readonly Element[];
      /** Elements that belong to something that another label must name. */
      readonly incomplete: readonly Incomplete[];
    }
  | { readonly form: "plain"; readonly text: string };

/** A QR code holds 7,089 digits; nothing that people scan has more. */
const lengthMax = 8_192;

/** AIM identifiers of carriers whose data is GS1 (General Specifications, figure 5.1.6-2). */
const gs1Carriers = /^\](?:C1|e0|d2|Q3|J1)/;
const tradeItemCarriers = /^\](?:E0|E4|I1)/;
/** Of any other carrier. */
const otherCarrier = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * Text without an identifier of its carrier counts as GS1 where it says so (a separator, brackets,
 * a link) or begins with a key whose check digit is right. Anything else is plain text.
 */
export function parseScan(text: string): Scan | Gs1Fault {
  if (text.length > lengthMax) return gs1Fault("GS1_TOO_LONG");
  const typed = text.trim().replaceAll("\u241d", separator);
  if (typed === "") return gs1Fault("GS1_EMPTY");
  if (gs1Carriers.test(typed)) return read("elementString", parseElementString(typed.slice(3)));
  if (tradeItemCarriers.test(typed)) return tradeItem(typed.slice(3));
  return unmarked(typed.replace(otherCarrier, ""));
}

function unmarked(text: string): Scan | Gs1Fault {
  if (/^https?:\/\//i.test(text)) {
    const link = read("digitalLink", parseDigitalLink(text));
    // An address of something else is nobody's fault.
    return isGs1Fault(link) && link.fault === "GS1_LINK_MALFORMED" ? plain(text) : link;
  }
  if (/^\(\d{2,4}\)/.test(text)) return read("bracketed", parseBracketed(text));
  if (text.includes(separator)) return read("elementString", parseElementString(text));
  if (/^(?:\d{8}|\d{12,14})$/.test(text) && hasCheckDigit(text)) return tradeItem(text);
  const elements = parseElementString(text);
  const sure = !isGs1Fault(elements) && /^0[0-3]$/.test(elements[0]?.ai ?? "");
  return sure ? read("elementString", elements) : plain(text);
}

const plain = (text: string): Scan => ({ form: "plain", text });

const tradeItem = (digits: string): Scan | Gs1Fault =>
  read("gtin", parseElementString(`01${digits.padStart(14, "0")}`));

const read = (
  form: Exclude<Scan["form"], "plain">,
  elements: readonly Element[] | Gs1Fault,
): Scan | Gs1Fault =>
  isGs1Fault(elements) ? elements : { form, elements, incomplete: incompleteAmong(elements) };
