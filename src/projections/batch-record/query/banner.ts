// What the reader must not take a record for (design, section 2; regulatory, section 6).
import type { AuditEntry } from "../../audit-trail/entry.ts";

const importedBanner = "Imported batch data summary - not a batch production record";
export const unauthenticatedBanner = "UNAUTHENTICATED - NOT A GMP RECORD";
const demonstrationBanner = "DEMONSTRATION";

/**
 * By how those were known who made the entries of the batch itself. An import's program is no
 * person to be known.
 */
export function bannersOf(dataOrigin: string, own: readonly AuditEntry[]): readonly string[] {
  const methods = new Set(own.map(({ authentication }) => authentication?.method));
  return [
    ...(dataOrigin === "import" ? [importedBanner] : []),
    ...(methods.has("none") ? [unauthenticatedBanner] : []),
    ...(methods.has("demo") ? [demonstrationBanner] : []),
  ];
}
