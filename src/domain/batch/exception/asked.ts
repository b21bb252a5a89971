// What the copy of the master asks of the entries of the batch, in the form in which rules ask it.
import { type Asked, entryOf } from "../../kernel/exception/fact.ts";
import { convert, type Quantity } from "../../kernel/quantity.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import { isRefusal } from "../../kernel/refusal.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import { type Copied, stepsIn } from "../control-recipe/control-recipe.ts";

export function askedBy({ recipe }: Pick<Copied, "recipe">): Asked {
  const inputs = new Map((recipe.inputs ?? []).map(({ key, material }) => [key, material.name]));
  return {
    secondPerson: stepsIn(recipe).flatMap(({ phase, path }) => {
      const step = pathText(path);
      const named = [
        { name: "", signOff: phase.signOff },
        ...(phase.parameters ?? []),
        ...(phase.checks ?? []),
        ...(phase.charges ?? []).map(({ of, signOff }) => ({
          name: inputs.get(of) ?? of,
          signOff,
        })),
      ];
      return (
        named
          .filter(({ signOff = phase.signOff }) => takesTwo(signOff))
          // An entry that names no step is taken for the one that is asked.
          .flatMap(({ name }) => [
            entryOf(step, name),
            ...(name === "" ? [] : [entryOf(undefined, name)]),
          ])
      );
    }),
    timeLimits: (recipe.timeLimits ?? []).map(({ name, from, to, low, high }) => ({
      name,
      from,
      to,
      ...seconds("least_s", low),
      ...seconds("most_s", high),
    })),
  };
}

const takesTwo = ({ policy }: SignOff): boolean => policy !== "performed";

/** Exact ratios only; a limit that is no time is none. */
function seconds(name: "least_s" | "most_s", limit: Quantity | undefined) {
  const found = limit && convert(limit, "s");
  return found && !isRefusal(found) ? { [name]: Number(found.value) } : {};
}
