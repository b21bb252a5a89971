// People's signatures as the record holds them (21 CFR 11.50: printed name, time, meaning), and
// the place of the organisation's seal. A seal is not a signature: nobody's will is behind it.

export interface Signatures {
  readonly kind: "signatures";
  readonly slots: readonly SignatureSlot[];
}

export type SignatureSlot =
  | { readonly state: "signed"; readonly meaning: string; readonly mark: SignatureMark }
  | { readonly state: "open"; readonly meaning: string; readonly role: string }
  | { readonly state: "not-required"; readonly meaning: string; readonly reason: string };

export interface SignatureMark {
  readonly printedName: string;
  readonly username: string;
  readonly role: string;
  /** Formatted local time with zone, and UTC: both are printed (21 CFR 11.50(a)(2)). */
  readonly local: string;
  readonly utc: string;
  readonly reason?: string;
  /** Class of authentication, such as "password and TOTP". */
  readonly method: string;
}

/** Where the seal is shown. One per document; the PDF has its signature field here. */
export interface SealBlock {
  readonly kind: "seal";
}
