// A QIF document of our own: two brackets with a length, a flatness and an angle.

export interface Written {
  readonly prolog?: string;
  readonly namespace?: string;
  readonly units?: string;
  readonly results?: string;
  /** Replaces one piece of the document by another. */
  readonly instead?: readonly (readonly [of: string, by: string])[];
}

export const millimetres = `<FileUnits><PrimaryUnits>
<AngularUnit><SIUnitName>radian</SIUnitName><UnitName>degree</UnitName></AngularUnit>
<LinearUnit><SIUnitName>meter</SIUnitName><UnitName>mm</UnitName></LinearUnit>
</PrimaryUnits></FileUnits>`;

const actual = (kind: string, id: number, item: number, value: string, status = "PASS") =>
  `<${kind}CharacteristicActual id="${id}">
<Status><CharacteristicStatusEnum>${status}</CharacteristicStatusEnum></Status>
<CharacteristicItemId>${item}</CharacteristicItemId><Value>${value}</Value>
</${kind}CharacteristicActual>`;

/** Results of one bracket; ids from `from` on. */
export const bracket = (
  from: number,
  [length, flatness, angle]: readonly [string, string, string],
  statuses: readonly [string, string, string] = ["PASS", "PASS", "PASS"],
  whole = statuses.every((one) => one === "PASS") ? "PASS" : "FAIL",
) => `<MeasurementResults id="${from}"><MeasuredCharacteristics><CharacteristicActuals n="3">
${actual("Length", from + 1, 31, length, statuses[0])}
${actual("Flatness", from + 2, 32, flatness, statuses[1])}
${actual("Angle", from + 3, 33, angle, statuses[2])}
</CharacteristicActuals></MeasuredCharacteristics>
<InspectionStatus><InspectionStatusEnum>${whole}</InspectionStatusEnum></InspectionStatus>
<ActualComponentIds n="1"><Id>${from + 9}</Id></ActualComponentIds></MeasurementResults>`;

const sound = bracket(100, ["40.02", "0.031", "90.1"]);
const soundToo = bracket(110, ["39.98", "0.028", "89.9"]);

export function qifDocument({
  prolog = '<?xml version="1.0" encoding="utf-8"?>',
  namespace = "http://qifstandards.org/xsd/qif2",
  units = millimetres,
  results = `${sound}${soundToo}`,
  instead = [],
}: Written = {}): string {
  const text = `${prolog}
<QIFDocument versionQIF="2.1.0" idMax="999" xmlns="${namespace}">
<QPId>0e7b6a2e-1111-4a6e-9d56-000000000001</QPId>
${units}
<Product><PartSet n="1">
<Part id="1"><Header><Name>bracket</Name></Header></Part></PartSet></Product>
<Characteristics>
<CharacteristicDefinitions n="3">
<LengthCharacteristicDefinition id="11"><Name>Length</Name><Tolerance><MaxValue>0.05</MaxValue>
<MinValue>-0.05</MinValue><DefinedAsLimit>false</DefinedAsLimit></Tolerance>
</LengthCharacteristicDefinition>
<FlatnessCharacteristicDefinition id="12"><Name>Flatness</Name>
<ToleranceValue>0.05</ToleranceValue></FlatnessCharacteristicDefinition>
<AngleCharacteristicDefinition id="13"><Name>Angle</Name><Tolerance><MaxValue>91</MaxValue>
<MinValue>89</MinValue><DefinedAsLimit>true</DefinedAsLimit></Tolerance>
</AngleCharacteristicDefinition>
</CharacteristicDefinitions>
<CharacteristicNominals n="3">
<LengthCharacteristicNominal id="21"><CharacteristicDefinitionId>11</CharacteristicDefinitionId>
<TargetValue>40.0</TargetValue></LengthCharacteristicNominal>
<FlatnessCharacteristicNominal id="22"><CharacteristicDefinitionId>12</CharacteristicDefinitionId>
</FlatnessCharacteristicNominal>
<AngleCharacteristicNominal id="23"><CharacteristicDefinitionId>13</CharacteristicDefinitionId>
<TargetValue>90</TargetValue></AngleCharacteristicNominal>
</CharacteristicNominals>
<CharacteristicItems n="3">
<LengthCharacteristicItem id="31"><Name>Length</Name>
<CharacteristicDesignator><Designator>4</Designator></CharacteristicDesignator>
<CharacteristicNominalId>21</CharacteristicNominalId></LengthCharacteristicItem>
<FlatnessCharacteristicItem id="32"><Name>Flatness</Name>
<CharacteristicNominalId>22</CharacteristicNominalId></FlatnessCharacteristicItem>
<AngleCharacteristicItem id="33"><Name>Angle</Name>
<CharacteristicNominalId>23</CharacteristicNominalId></AngleCharacteristicItem>
</CharacteristicItems>
</Characteristics>
<MeasurementsResults><MeasurementResultsSet n="2">${results}</MeasurementResultsSet>
<ActualComponentSets n="1"><ActualComponentSet n="2">
<ActualComponent id="109"><SerialNumber>A-1</SerialNumber></ActualComponent>
<ActualComponent id="119"><SerialNumber>A-2</SerialNumber></ActualComponent>
</ActualComponentSet></ActualComponentSets></MeasurementsResults>
</QIFDocument>`;
  return instead.reduce((changed, [of, by]) => {
    if (!changed.includes(of)) throw new Error(`The document has no ${of}.`);
    return changed.replace(of, () => by);
  }, text);
}
