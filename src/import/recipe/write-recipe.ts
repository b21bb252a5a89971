// A recipe as a file again: what is read from it has the same digest.
import { Document, isScalar, Scalar, visit } from "yaml";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";

/** YAML text. Whatever is not plainly a word stands in quotes, numbers first of all. */
export function writeRecipe(recipe: Recipe): string {
  const document = new Document(recipe, { version: "1.2", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === "string" && !isPlain(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Words that no reader of YAML takes for anything else. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z][A-Za-z0-9 _/()%.,;°µ+-]*$/.test(text) &&
  !/^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i.test(text) &&
  !text.endsWith(" ");
