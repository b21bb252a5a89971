// Reads a QIF document and checks all of it before anything is made of it: ids are unique, lists
// are as long as they say, references lead somewhere, numbers are numbers.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { ImportFault } from "../import-fault.ts";
import { childOf, type Element, readXml } from "../xml/read-xml.ts";
import { characteristicsOf, kindOf } from "./characteristics.ts";
import type { Characteristic, Measured, MeasuredSerial, Part, QifDocument } from "./document.ts";
import { unitsOf } from "./units.ts";
import { serialMax, Values } from "./value.ts";
import { kinds, qif, type Status, statuses } from "./vocabulary.ts";

/** Throws ImportFault. */
export async function readDocument(path: string): Promise<QifDocument> {
  const file = basename(path);
  const values = new Values(file);
  const found = new Map<string, Element[]>();
  const ids = new Map<string, number>();
  await readXml(path, qif, (_, element) => {
    checkIds(values, ids, element);
    const same = found.get(element.name);
    if (same) same.push(element);
    else found.set(element.name, [element]);
  });
  const listed = (name: string) => (found.get(name) ?? []).flatMap((of) => all(values, of));
  const [qpId] = found.get("QPId") ?? [];
  const part = partOf(values, file, found.get("Part") ?? []);
  const units = unitsOf(values, found.get("FileUnits")?.[0]);
  const characteristics = characteristicsOf(values, units, {
    definitions: listed("CharacteristicDefinitions"),
    nominals: listed("CharacteristicNominals"),
    items: listed("CharacteristicItems"),
  });
  const components = new Map(
    listed("ActualComponentSet").map((component) => [component.attributes.id, component]),
  );
  const unit = (kind: string) => units.of(kinds[kind] ?? "linear");
  const reading = { values, components, characteristics, unit, part };
  const serials = listed("MeasurementResultsSet").map((results) => serialOf(reading, results));
  if (serials.length === 0) {
    throw new ImportFault("FILE_EMPTY", { file }, "The document holds no results of measurement.");
  }
  refuseTwice(values, serials);
  return {
    file,
    qpId: qpId && values.text(qpId),
    part,
    characteristics: [...characteristics.values()],
    serials: serials.map(({ serial }) => serial),
    unitsStated: units.stated,
  };
}

function checkIds(values: Values, ids: Map<string, number>, element: Element): void {
  const { id } = element.attributes;
  if (id !== undefined) {
    // `xs:unsignedInt`; names are made of it where there are two of one name.
    if (!/^\d{1,15}$/.test(id))
      throw values.fault("VALUE_MALFORMED", element, "Its id is no number.");
    const line = ids.get(id);
    if (line !== undefined) {
      const message = `Its id ${id} stands in line ${line} already.`;
      throw values.fault("ID_DUPLICATE", element, message);
    }
    ids.set(id, element.line);
  }
  for (const child of element.children) checkIds(values, ids, child);
}

/** What a list holds, which is as much as it says. */
function all(values: Values, list: Element): readonly Element[] {
  const { n } = list.attributes;
  const { length } = list.children;
  if (n === undefined || n === String(length)) return list.children;
  const message = `It says that it has ${n.slice(0, 40)}, and has ${length}. Was it cut or edited?`;
  throw values.fault("COUNT_DIFFERS", list, message);
}

function partOf(values: Values, file: string, parts: readonly Element[]): Part {
  const [part] = parts;
  if (!part || parts.length > 1) {
    const message = `The results of one part are taken; the document has ${parts.length}.`;
    throw new ImportFault(
      "PART_NOT_ONE",
      { file, ...(parts[1] && { line: parts[1].line }) },
      message,
    );
  }
  const header = childOf(part, "Header") ?? part;
  const attributes = childOf(part, "Attributes")?.children ?? [];
  const persistent = attributes.find(({ name }) => name === "AttributeQPId") ?? part;
  const qpId = values.optionalText(persistent, "Value") ?? values.optionalText(persistent, "QPId");
  return { name: values.text(values.child(header, "Name")), qpId };
}

interface Reading {
  readonly values: Values;
  readonly components: ReadonlyMap<string | undefined, Element>;
  readonly characteristics: ReadonlyMap<string, Characteristic>;
  readonly unit: (kind: string) => string;
  readonly part: Part;
}

function serialOf(reading: Reading, results: Element) {
  const { values, components, part } = reading;
  const ids = childOf(results, "ActualComponentIds")?.children ?? [];
  const [reference] = ids;
  if (!reference || ids.length > 1) {
    const message = `Results belong to one part; these name ${ids.length}.`;
    throw values.fault("SERIAL_MISSING", results, message);
  }
  const component = components.get(reference.text);
  if (!component) {
    throw values.fault("REFERENCE_UNKNOWN", reference, `There is no component ${reference.text}.`);
  }
  const numbered = childOf(component, "SerialNumber");
  if (!numbered) throw values.fault("SERIAL_MISSING", component, "It has no serial number.");
  const serialNumber = values.text(numbered, serialMax);
  const status = statusOf(values, childOf(results, "InspectionStatus"), "InspectionStatusEnum");
  const measured = measuredIn(reading, results);
  const said = measured.map(({ line: _, ...one }) => one);
  const content = JSON.stringify([part, serialNumber, status ?? null, said.toSorted(byTest)]);
  const digest = createHash("sha256").update(content).digest("hex");
  const serial: MeasuredSerial = {
    serialNumber,
    line: results.line,
    status,
    measured,
    digest,
  };
  return { serial, numbered };
}

const byTest = (one: Omit<Measured, "line">, other: Omit<Measured, "line">): number =>
  one.characteristic.test < other.characteristic.test ? -1 : 1;

function measuredIn(
  { values, characteristics, unit }: Reading,
  results: Element,
): readonly Measured[] {
  const holder = childOf(results, "MeasuredCharacteristics");
  // QIF 3.0 calls an actual a measurement.
  const roles = ["Actual", "Measurement"] as const;
  return roles.flatMap((role) => {
    const list = holder && childOf(holder, `Characteristic${role}s`);
    return (list ? all(values, list) : []).map((actual): Measured => {
      const kind = kindOf(values, actual, role);
      const reference = values.child(actual, "CharacteristicItemId");
      const characteristic = characteristics.get(reference.text);
      if (!characteristic || characteristic.kind !== kind) {
        const message = `There is no such characteristic with id ${reference.text.slice(0, 40)}.`;
        throw values.fault("REFERENCE_UNKNOWN", reference, message);
      }
      const value = childOf(actual, "Value");
      return {
        characteristic,
        line: actual.line,
        status: statusOf(values, childOf(actual, "Status"), "CharacteristicStatusEnum"),
        value: value && values.quantity(value, unit(kind)),
      };
    });
  });
}

function statusOf(values: Values, holder: Element | undefined, name: string): Status | undefined {
  const element = holder && childOf(holder, name);
  return element && values.oneOf(statuses, element);
}

/** A serial number is one part, measured once in a document; and each characteristic of it once. */
function refuseTwice(values: Values, serials: readonly ReturnType<typeof serialOf>[]): void {
  const seen = new Set<string>();
  for (const { serial, numbered } of serials) {
    const { serialNumber, measured } = serial;
    if (seen.has(serialNumber)) {
      throw values.fault("SERIAL_DUPLICATE", numbered, `${serialNumber} has results twice.`);
    }
    seen.add(serialNumber);
    const tests = new Set(measured.map(({ characteristic }) => characteristic.test));
    if (tests.size < measured.length) {
      throw values.fault("ID_DUPLICATE", numbered, "A characteristic of it is measured twice.");
    }
  }
}
