// What a batch record must hold, in the order of the printed record (regulatory, section 6): 21 CFR
// 211.186, .188, .192, .194, .134 and .184, EU GMP chapter 4 (4.20, 4.21), ICH Q7 6.5 to 6.7, ISO
// 13485 7.5.1 and 7.5.9, Part 11, Annex 11.

/**
 * `always`: its absence stops the stage. `ifApplicable`: only where the master says so; then "not
 * applicable" is said, never left blank. `rendered`: made by printing.
 */
export type Gate = "always" | "ifApplicable" | "rendered";

/** When completeness of a section is asked for. */
export type Stage = "executionClose" | "qaApproval" | "disposition" | "afterwards" | "none";

export interface SectionRule {
  readonly number: number;
  readonly title: string;
  readonly requiredBy: string;
  readonly gate: Gate;
  readonly stage: Stage;
}

const section = (
  number: number,
  title: string,
  requiredBy: string,
  gate: Gate = "always",
  stage: Stage = "executionClose",
): SectionRule => ({ number, title, requiredBy, gate, stage });

export const sectionRules: readonly SectionRule[] = [
  section(0, "Header on every page", "Annex 11 8.1; 21 CFR 11.50(b)", "rendered", "none"),
  section(1, "Summary", "ISO 13485 7.5.1; ICH Q7 6.7; Annex 11 8.2", "rendered", "none"),
  section(2, "Product and batch identity", "EU 4.20(a); 21 CFR 211.186(b)(1); ICH Q7 6.51"),
  section(3, "Master record reproduction", "21 CFR 211.188(a), 211.186(a); ICH Q7 6.50"),
  section(4, "Site and people", "21 CFR 211.188(b)(11); EU 4.20(c); ICH Q7 6.52"),
  section(5, "Before-start checks", "21 CFR 211.188(b)(6), 211.182; EU 4.18"),
  section(6, "Bill of materials", "21 CFR 211.186(b)(3)-(5); ICH Q7 6.41"),
  section(7, "Materials used", "21 CFR 211.188(b)(3)-(4), 211.101; EU 4.20(d); ICH Q7 6.52"),
  section(8, "Equipment and lines", "21 CFR 211.188(b)(2); EU 4.20(e); ICH Q7 6.52"),
  section(9, "Process steps in executed order", "21 CFR 211.188(b); EU 4.20(b), (c), (e)"),
  section(10, "Critical process parameters", "ICH Q7 6.52; EU 4.20(e)"),
  section(11, "In-process controls", "21 CFR 211.188(b)(5); EU 4.20(f); ICH Q7 6.52"),
  section(12, "Sampling", "21 CFR 211.188(b)(10); ICH Q7 6.52"),
  section(13, "Time and hold limits", "21 CFR 211.111; ICH Q7 6.41", "ifApplicable"),
  section(14, "Yields and reconciliation", "21 CFR 211.188(b)(7), 211.103; EU 4.20(g)"),
  section(
    15,
    "Blending, reprocessing, rework, splitting and merging",
    "ICH Q7 6.52, 8.4; EU 4.20(d); 21 CFR 211.115",
    "ifApplicable",
  ),
  section(
    16,
    "Containers, closures and packaging components",
    "21 CFR 211.188(b)(9)",
    "ifApplicable",
  ),
  section(17, "Packaging run", "21 CFR 211.188(b)(6); EU 4.21(b)-(e)", "ifApplicable"),
  section(
    18,
    "Labelling control",
    "21 CFR 211.188(b)(8), 211.125; EU 4.21(f), (h)",
    "ifApplicable",
  ),
  section(19, "Serial and aggregation data", "DSCSA; UDI", "ifApplicable"),
  section(20, "Examination of packaged product", "21 CFR 211.188(b)(13), 211.134", "ifApplicable"),
  section(
    21,
    "Laboratory control and release tests",
    "21 CFR 211.188(b)(5), 211.194(a); ICH Q7 6.52",
    "always",
    "qaApproval",
  ),
  section(22, "Environment and utilities", "ISO 13485 7.5.9.2; EU Annex 1", "ifApplicable"),
  section(23, "Deviations and unusual events", "21 CFR 211.188(b)(12), 211.192; EU 4.20(h)"),
  section(24, "Changes after first entry", "Annex 11 8.2, 9; 21 CFR 11.10(e); PI 041"),
  section(25, "Audit trail annex and its review", "PI 041 9.8; Annex 11 9", "always", "qaApproval"),
  section(26, "Genealogy annex", "ISO 13485 7.5.9; 21 CFR 211.184", "always", "qaApproval"),
  section(27, "Quantity statement", "ISO 13485 7.5.1", "always", "disposition"),
  section(28, "Production approval", "EU 4.20(i), 4.21(i)", "always", "qaApproval"),
  section(
    29,
    "Quality unit's record review",
    "21 CFR 211.192; ICH Q7 6.70",
    "always",
    "qaApproval",
  ),
  section(30, "Disposition", "21 CFR 211.192; EU Annex 16", "always", "disposition"),
  section(31, "Notes after release", "21 CFR 211.198", "ifApplicable", "afterwards"),
  section(32, "Signature register", "21 CFR 11.50, 11.70", "always", "disposition"),
  section(33, "Attachments and true copies", "WHO TRS 1033, Annex 4", "ifApplicable"),
  section(34, "Integrity annex", "21 CFR 11.10(a)-(b)", "always", "disposition"),
  section(35, "Glossary", "21 CFR 1.1455(c)(1)", "rendered", "none"),
];
