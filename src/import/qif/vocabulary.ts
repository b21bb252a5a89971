// What is read of a QIF document (ANSI QIF 2.x and 3.0, ISO 23952): the parts that say what was to
// be measured and what was. Geometry, plans, statistics and resources are left out.
import type { Vocabulary } from "../xml/read-xml.ts";

/** Of all versions that are read: 3.0 calls some of them otherwise. */
const results = ["/QIFDocument/MeasurementsResults", "/QIFDocument/Results"];

const taken: readonly RegExp[] = [
  /^\/QIFDocument\/(QPId|FileUnits)$/,
  /^\/QIFDocument\/Product\/PartSet\/Part$/,
  /^\/QIFDocument\/Characteristics\/Characteristic(Definitions|Nominals|Items)$/,
  new RegExp(`^(${results.join("|")})/MeasurementResultsSet$`),
  new RegExp(`^(${results.join("|")})/ActualComponentSets/ActualComponentSet$`),
];

export const qif: Vocabulary = {
  root: "QIFDocument",
  namespaces: ["http://qifstandards.org/xsd/qif2", "http://qifstandards.org/xsd/qif3"],
  takes: (path) => taken.some((one) => one.test(path)),
};

/**
 * Kinds of characteristics by what their numbers are: the name of an element is a kind and a role,
 * `FlatnessCharacteristicActual`. A kind that is not here says nothing that we could keep.
 */
export const kinds: Readonly<Record<string, "linear" | "angular">> = {
  ...ofDimension(
    "linear",
    "Chord ConicalTaper Coordinate CurveLength Depth Diameter DistanceBetween DistanceFromPoint " +
      "FlatTaper Height Length Radius SphericalDiameter SphericalRadius Thickness " +
      "Width WallThickness UserDefinedLinear Circularity CircularRunout Conicity Concentricity " +
      "Coaxiality Cylindricity Ellipticity Flatness LineProfile LinearCoordinate OtherForm " +
      "Parallelism Perpendicularity PointProfile Position Sphericity Straightness " +
      "SurfaceProfile Symmetry Toroidicity TotalRunout Angularity LineProfileNonUniform " +
      "SurfaceProfileNonUniform",
  ),
  ...ofDimension(
    "angular",
    "Angle AngleBetween AngleFrom AngleCoordinate AngularCoordinate UserDefinedAngular",
  ),
};

function ofDimension<Dimension>(of: Dimension, names: string): Record<string, Dimension> {
  return Object.fromEntries(names.split(" ").map((name) => [name, of]));
}

/** Names of units in QIF documents, as UCUM. */
export const units: Readonly<Record<"linear" | "angular", Readonly<Record<string, string>>>> = {
  linear: {
    mm: "mm",
    millimeter: "mm",
    millimetre: "mm",
    cm: "cm",
    centimeter: "cm",
    centimetre: "cm",
    m: "m",
    meter: "m",
    metre: "m",
    um: "um",
    µm: "um",
    μm: "um",
    micrometer: "um",
    micrometre: "um",
    in: "[in_i]",
    inch: "[in_i]",
  },
  angular: { deg: "deg", degree: "deg" },
};

/** Of a number whose unit the document does not give. */
export const unstated = "{unit not stated}";

export const statuses = [
  "PASS",
  "FAIL",
  "REWORK",
  "SYSTEM_ERROR",
  "UNKNOWN",
  "NOT_CALCED",
  "NOT_MEASURED",
] as const;
export type Status = (typeof statuses)[number];
