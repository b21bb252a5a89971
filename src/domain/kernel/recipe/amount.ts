// How much of each input a batch of some size takes, with everything that anybody needs to compute
// it again: the formula, the values that went into it, and where it was rounded.
import { evaluate, type Values } from "../formula/evaluate.ts";
import { namesIn, parseFormula } from "../formula/formula.ts";
import {
  decimalText,
  divided,
  exactText,
  type Fraction,
  fractionOf,
  fractionText,
  plus,
  times,
} from "../formula/fraction.ts";
import { type FormulaFault, isFault } from "../formula/token.ts";
import { convert, type Quantity } from "../quantity.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Input, Output } from "./formula-section.ts";
import type { Recipe } from "./recipe.ts";
import { Decimal } from "./written.ts";

export interface Computed {
  readonly formula: string;
  /** What the names in the formula stood for. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly decimals: number;
  readonly result: string;
}

export interface InputAmount {
  readonly key: string;
  /** For this batch size, before excess and potency. */
  readonly theoretical: Quantity;
  /** Percent. */
  readonly excess?: Computed;
  /** By the input's own formula; without one it is the theoretical quantity and its excess. */
  readonly potency?: Computed;
  readonly amount: Quantity;
}

export type Told = Pick<FormulaFault, "fault" | "message">;

/** Values of the lots, by input and key; the nominal one where none is given. */
export type LotValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

const hundred = fractionOf("100");

export class Amounts {
  readonly #recipe: Recipe;
  readonly #lotValues: LotValues;
  readonly #size: Fraction;
  readonly #scale: Fraction;
  readonly #known = new Map<string, InputAmount | Told>();
  readonly #asked = new Set<string>();

  private constructor(recipe: Recipe, size: Fraction, scale: Fraction, lotValues: LotValues) {
    this.#recipe = recipe;
    this.#lotValues = lotValues;
    this.#size = size;
    this.#scale = scale;
  }

  /** Refused where the size cannot be said in the unit of the recipe, or the recipe is for none. */
  static of(recipe: Recipe, size: Quantity, lotValues: LotValues = {}): Amounts | Refusal {
    const { reference } = recipe.batchSize;
    const same = convert(size, reference.unitOfMeasure);
    if (isRefusal(same)) return same;
    const scale = divided(fractionOf(same.value), fractionOf(reference.value));
    if (!scale) return refuse("QUANTITY_NOT_POSITIVE", "The reference batch size is zero.");
    return new Amounts(recipe, fractionOf(same.value), scale, lotValues);
  }

  /** Of one input, or why it cannot be computed. */
  input(key: string): InputAmount | Told {
    const known = this.#known.get(key);
    if (known) return known;
    const input = (this.#recipe.inputs ?? []).find((one) => one.key === key);
    if (!input) return { fault: "name", message: `There is no input ${key}.` };
    if (this.#asked.has(key)) {
      return { fault: "circular", message: `The amount of ${key} depends on itself.` };
    }
    this.#asked.add(key);
    const amount = this.#compute(input);
    this.#known.set(key, amount);
    return amount;
  }

  /** The theoretical quantity of an input or an output, for this batch size. */
  theoretical({ quantity, scaling }: Input | Output): Quantity {
    return { ...quantity, value: exactText(this.#scaled(quantity, scaling)) };
  }

  /** A formula of the recipe as a whole, such as a theoretical yield. */
  compute(formula: string, decimals: number): Computed | Told {
    return computed(formula, decimals, (name) => this.#general(name));
  }

  #scaled({ value }: Quantity, scaling: Input["scaling"]): Fraction {
    return scaling === "fixed" ? fractionOf(value) : times(fractionOf(value), this.#scale);
  }

  #compute(input: Input): InputAmount | Told {
    const { key, quantity, scaling, excess: excessFormula, potency: potencyFormula } = input;
    const exact = this.#scaled(quantity, scaling);
    const theoretical = this.theoretical(input);
    const own: Values = (name) => (name === "quantity" ? exact : this.#general(name));
    const excess = excessFormula && computed(excessFormula.formula, excessFormula.decimals, own);
    if (excess && isFault(excess)) return excess;
    const percent = fractionOf(excess?.result ?? "0");
    if (!potencyFormula) {
      const share = divided(plus(hundred, percent), hundred);
      const value = exactText(share ? times(exact, share) : exact);
      return { key, theoretical, ...(excess && { excess }), amount: { ...quantity, value } };
    }
    const potency = computed(potencyFormula.formula, potencyFormula.decimals, (name) =>
      name === "excess" ? percent : (this.#lotValue(input, name) ?? own(name)),
    );
    if (isFault(potency)) return potency;
    const amount = { ...quantity, value: potency.result };
    return { key, theoretical, ...(excess && { excess }), potency, amount };
  }

  #lotValue({ key, lotValues = [] }: Input, name: string): Fraction | undefined {
    const declared = lotValues.find((one) => one.key === name);
    if (!declared) return undefined;
    const own = Object.hasOwn(this.#lotValues, key) ? this.#lotValues[key] : undefined;
    const value = own && Object.hasOwn(own, name) ? own[name] : undefined;
    return fractionOf(value ?? declared.nominal);
  }

  #general(name: string): Fraction | Told | undefined {
    if (name === "batchSize") return this.#size;
    if (name === "scale") return this.#scale;
    const { constants = [], inputs = [], outputs = [] } = this.#recipe;
    const constant = constants.find(({ key }) => key === name);
    if (constant) return fractionOf(constant.value);
    const [key, what] = name.split(".");
    const item = [...inputs, ...outputs].find((one) => one.key === key);
    if (item && what === "quantity") return this.#scaled(item.quantity, item.scaling);
    if (what !== "amount" || key === undefined || !inputs.some((one) => one.key === key)) {
      return undefined;
    }
    const amount = this.input(key);
    return isFault(amount) ? amount : fractionOf(amount.amount.value);
  }
}

function computed(formula: string, decimals: number, values: Values): Computed | Told {
  const tree = parseFormula(formula);
  if (isFault(tree)) return tree;
  const exact = evaluate(tree, values);
  if (isFault(exact)) return exact;
  const used = namesIn(tree).flatMap((name) => {
    const value = values(name);
    return value && !isFault(value) ? [{ name, value: fractionText(value) }] : [];
  });
  const result = decimalText(exact, decimals);
  if (Decimal.safeParse(result).success) return { formula, values: used, decimals, result };
  return { fault: "range", message: `${result} has more digits than are kept.` };
}
