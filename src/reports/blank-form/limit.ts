// What a blank form asks for beside the steps: how long it may take, and how much must come of it.
import type { BlankFormContent } from "../../projections/batch-record/query/blank-form.ts";
import { limitsText } from "../../projections/wording/limits.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { type Line, rangeText } from "./line.ts";

type Recipe = BlankFormContent["recipe"];

export const limitLines = (recipe: Recipe): readonly Line[] => [
  ...(recipe.timeLimits ?? []).map(({ name, kind, from, to, low, high }) => ({
    what: name,
    kind: `${kind} time`,
    asked: limitsText({ rounding: "none", ...(low && { low }), ...(high && { high }) }),
    notes: [`${from.at} of ${from.phase} to ${to.at} of ${to.phase}`],
  })),
  ...(recipe.yields ?? []).map(({ name, of, theoretical, low, high, signOff }) => {
    const output = (recipe.outputs ?? []).find(({ key }) => key === of);
    const plain = output ? [`theoretical ${quantityText(output.quantity)} at reference size`] : [];
    return {
      what: name,
      kind: "yield",
      asked: rangeText({ low, high, unitOfMeasure: "%" }),
      notes: theoretical ? [`theoretical: ${theoretical.formula}`] : plain,
      signOff,
    };
  }),
];
