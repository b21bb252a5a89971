// Values of options of the recipe commands.
import { InvalidArgumentError } from "commander";
import { Quantity } from "../../domain/kernel/quantity.ts";

/** `150 kg` */
export function amount(text: string): Quantity {
  const [, value, unitOfMeasure] = /^(\S+) (\S+)$/.exec(text) ?? [];
  const read = Quantity.safeParse({ value, unitOfMeasure });
  if (read.success) return read.data;
  throw new InvalidArgumentError('Write a number and a unit: "150 kg".');
}

export interface Statement {
  readonly sections: string[];
  readonly statement: string;
}

/** `formula,labels=Not touched.`, several. */
export function impact(text: string, former: readonly Statement[] = []): readonly Statement[] {
  const [, names, statement] = /^([^=]+)=(.*\S.*)$/.exec(text) ?? [];
  const sections = (names ?? "").split(",").map((name) => name.trim());
  if (!statement || sections.includes("")) {
    throw new InvalidArgumentError('Write sections and a sentence: "formula,labels=As before."');
  }
  return [...former, { sections, statement: statement.trim() }];
}
