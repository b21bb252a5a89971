// What a document gets from whoever issues it, and not from the record: for whom, when, as which
// copy.
import type { Banner, Identity, Printed } from "./model/document.ts";

export interface Issue {
  /** The organisation's name as registered. */
  readonly organisation: string;
  readonly printed: Printed;
  /** "Copy 2, true copy", "Uncontrolled copy". */
  readonly copy: string;
}

/** In what ways people were known to the system when its entries were made. */
export type Authenticity = "authenticated" | "demonstration" | "unauthenticated";

/**
 * Design, section 2: a record of people that nobody knows is no GMP record, and says so on every
 * page.
 */
export function authenticityOf(methods: Iterable<string>): Authenticity {
  const used = new Set(methods);
  if (used.has("none")) return "unauthenticated";
  return used.has("demo") ? "demonstration" : "authenticated";
}

export const authenticityBanners: { readonly [A in Authenticity]: Banner | undefined } = {
  authenticated: undefined,
  demonstration: { text: "DEMONSTRATION", tone: "attention" },
  unauthenticated: { text: "UNAUTHENTICATED - NOT A GMP RECORD", tone: "bad" },
};

/** The parts of a document's identity that come with its issue. */
export const issuedBy = ({
  organisation,
  printed,
  copy,
}: Issue): Pick<Identity, "organisation" | "printed" | "copy"> => ({ organisation, printed, copy });
