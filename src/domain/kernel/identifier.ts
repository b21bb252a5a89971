// Names that others gave a thing. A thing's own id is opaque; its identifiers are a list.
import { z } from "zod";

export const Identifier = z.strictObject({
  scheme: z.string().min(1).max(60).describe("What kind of number it is: api-1, lgtin, receipt."),
  issuer: z.string().min(1).max(120).describe("Who gives numbers of this scheme."),
  value: z.string().min(1).max(120),
});
export type Identifier = z.output<typeof Identifier>;

/** How people write it: `starch:5`. */
export const written = ({ scheme, value }: Identifier | Omit<Identifier, "issuer">): string =>
  `${scheme}:${value}`;

/** A value whatever its case and the composition of its letters. */
export const foldedValue = (value: string): string => value.normalize("NFKC").toLowerCase();

/** Equal texts mean the same identifier, whatever the case or the composition of its letters. */
export const identifierKey = ({ scheme, issuer, value }: Identifier): readonly string[] => [
  scheme,
  issuer,
  foldedValue(value),
];

/** Its values are ids, which tell people nothing. */
export const lotIdScheme = "materialLotId";

/**
 * A lot's own id, as what is about to open it takes it. Two ids that differ in case alone are taken
 * for one, as everywhere among identifiers.
 */
export const materialLotIdentity = (materialLotId: string): Identifier => ({
  scheme: lotIdScheme,
  issuer: "batchproof",
  value: materialLotId,
});
