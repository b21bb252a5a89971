// The files of the tablet data set (Žagar & Mihelič 2022,
// doi 10.1038/s41597-022-01203-x): their columns, as data.
// The files state no units. The units here are this mapping's
// reading of them; where none is certain it says so.

/** Of a number whose unit neither the file nor its description gives. */
export const unstated = "{unit not stated}";

export type Stage = "incoming" | "inProcess" | "release";
export type RawMaterial = "api" | "smcc" | "lactose" | "starch";

export interface ResultColumn {
  readonly test: string;
  readonly unitOfMeasure: string;
  readonly stage: Stage;
  /** For incoming results: of which raw material. */
  readonly of?: RawMaterial;
}

const incoming = (of: RawMaterial, test: string, unitOfMeasure: string): ResultColumn => ({
  test,
  unitOfMeasure,
  stage: "incoming",
  of,
});
const inProcess = (test: string, unitOfMeasure: string): ResultColumn => ({
  test,
  unitOfMeasure,
  stage: "inProcess",
});
const release = (test: string, unitOfMeasure: string): ResultColumn => ({
  test,
  unitOfMeasure,
  stage: "release",
});

export const resultColumns: Readonly<Record<string, ResultColumn>> = {
  api_water: incoming("api", "Water content", "%"),
  api_total_impurities: incoming("api", "Total impurities", "%"),
  api_l_impurity: incoming("api", "Impurity L", "%"),
  api_content: incoming("api", "Content", "%"),
  api_ps01: incoming("api", "Particle size d0.1", "um"),
  api_ps05: incoming("api", "Particle size d0.5", "um"),
  api_ps09: incoming("api", "Particle size d0.9", "um"),
  lactose_water: incoming("lactose", "Water content", "%"),
  lactose_sieve0045: incoming("lactose", "Through sieve 0.045 mm", "%"),
  lactose_sieve015: incoming("lactose", "Through sieve 0.15 mm", "%"),
  lactose_sieve025: incoming("lactose", "Through sieve 0.25 mm", "%"),
  smcc_water: incoming("smcc", "Water content", "%"),
  smcc_td: incoming("smcc", "Tapped density", "g/mL"),
  smcc_bd: incoming("smcc", "Bulk density", "g/mL"),
  smcc_ps01: incoming("smcc", "Particle size d0.1", "um"),
  smcc_ps05: incoming("smcc", "Particle size d0.5", "um"),
  smcc_ps09: incoming("smcc", "Particle size d0.9", "um"),
  starch_ph: incoming("starch", "pH", "[pH]"),
  starch_water: incoming("starch", "Water content", "%"),
  tbl_min_thickness: inProcess("Tablet core: thickness, smallest", "mm"),
  tbl_max_thickness: inProcess("Tablet core: thickness, largest", "mm"),
  fct_min_thickness: inProcess("Film-coated tablet: thickness, smallest", "mm"),
  fct_max_thickness: inProcess("Film-coated tablet: thickness, largest", "mm"),
  tbl_min_weight: inProcess("Tablet core: weight, smallest", "mg"),
  tbl_max_weight: inProcess("Tablet core: weight, largest", "mg"),
  tbl_rsd_weight: inProcess("Tablet core: weight, relative standard deviation", "%"),
  fct_rsd_weight: inProcess("Film-coated tablet: weight, relative standard deviation", "%"),
  tbl_min_hardness: inProcess("Tablet core: hardness, smallest", "N"),
  tbl_max_hardness: inProcess("Tablet core: hardness, largest", "N"),
  tbl_av_hardness: inProcess("Tablet core: hardness, average", "N"),
  fct_min_hardness: inProcess("Film-coated tablet: hardness, smallest", "N"),
  fct_max_hardness: inProcess("Film-coated tablet: hardness, largest", "N"),
  fct_av_hardness: inProcess("Film-coated tablet: hardness, average", "N"),
  tbl_max_diameter: inProcess("Tablet core: diameter, largest", "mm"),
  fct_max_diameter: inProcess("Film-coated tablet: diameter, largest", "mm"),
  tbl_tensile: inProcess("Tablet core: tensile strength", "N/mm2"),
  fct_tensile: inProcess("Film-coated tablet: tensile strength", "N/mm2"),
  dissolution_av: release("Dissolution, average", "%"),
  dissolution_min: release("Dissolution, smallest", "%"),
  // Spelt so in the file.
  resodual_solvent: release("Residual solvent", unstated),
  impurities_total: release("Total impurities", "%"),
  impurity_o: release("Impurity O", "%"),
  impurity_l: release("Impurity L", "%"),
};

export const yieldColumns: Readonly<Record<string, string>> = {
  tbl_yield: "Compression",
  batch_yield: "Batch",
};

const identityColumns = [
  "batch",
  "code",
  "strength",
  "size",
  "start",
  "api_code",
  "api_batch",
  "smcc_batch",
  "lactose_batch",
  "starch_batch",
] as const;

export const laboratoryColumns: Readonly<Record<string, boolean>> = required([
  ...identityColumns,
  ...Object.keys(resultColumns),
  ...Object.keys(yieldColumns),
]);

/**
 * What the press writes each ten seconds. `produced` counts
 * thousands of tablets, `waste` single ones.
 */
export const pressTags: Readonly<Record<string, { label: string; unitOfMeasure: string }>> = {
  tbl_speed: { label: "Press speed", unitOfMeasure: unstated },
  fom: { label: "Fill-o-matic speed", unitOfMeasure: unstated },
  main_comp: { label: "Main compression force", unitOfMeasure: "kN" },
  tbl_fill: { label: "Tablet fill", unitOfMeasure: "mm" },
  SREL: { label: "Relative standard deviation of the force", unitOfMeasure: "%" },
  pre_comp: { label: "Pre-compression force", unitOfMeasure: "kN" },
  produced: { label: "Tablets produced", unitOfMeasure: "10*3.{tablet}" },
  waste: { label: "Tablets wasted", unitOfMeasure: "{tablet}" },
  cyl_main: { label: "Main cylinder height", unitOfMeasure: "mm" },
  cyl_pre: { label: "Pre-compression cylinder height", unitOfMeasure: "mm" },
  stiffness: { label: "Stiffness", unitOfMeasure: unstated },
  ejection: { label: "Ejection force", unitOfMeasure: "N" },
};

export const pressColumns: Readonly<Record<string, boolean>> = required([
  "timestamp",
  "campaign",
  "batch",
  "code",
  ...Object.keys(pressTags),
]);

export const batchSizeColumns: Readonly<Record<string, boolean>> = required([
  "Product code",
  "Batch Size (tablets)",
  "Normalisation factor",
]);

function required(names: readonly string[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(names.map((name) => [name, true]));
}
