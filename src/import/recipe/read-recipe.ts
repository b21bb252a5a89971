// A master recipe as people write it: a YAML file, checked without running it, with line and column
// of whatever is wrong. Amounts and limits are quoted: 1.10 unquoted would be 1.1, and nobody would
// know that a digit of the limit is gone.
import { digestOf } from "../../domain/kernel/recipe/digest.ts";
import { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { checkRecipe } from "../../domain/master-recipe/check/check.ts";
import {
  type FindingCode,
  type Place,
  placeText,
} from "../../domain/master-recipe/check/finding.ts";
import { RecipeFileFault, type RecipeFileFaultCode } from "./fault.ts";
import { type PlainYaml, type Position, readPlainYaml } from "./plain-yaml.ts";

export interface FileFinding extends Position {
  readonly code: FindingCode | RecipeFileFaultCode | "NUMBER_NOT_QUOTED" | "SHAPE_WRONG";
  /** `inputs[0].quantity.value`; empty: the file as a whole. */
  readonly at: string;
  readonly message: string;
}

export interface RecipeFile {
  /** Undefined: it cannot be read as a recipe, and the findings say why. */
  readonly recipe: Recipe | undefined;
  /** Over the content: white space, comments and the order of names are no part of it. */
  readonly digest: string | undefined;
  /** In the order of the file. None: it can be submitted. */
  readonly findings: readonly FileFinding[];
}

export function readRecipe(bytes: Uint8Array): RecipeFile {
  try {
    const yaml = readPlainYaml(bytes);
    const read = Recipe.safeParse(yaml.value);
    if (!read.success) return unread(read.error.issues.flatMap((one) => shapeFindings(one, yaml)));
    const findings = checkRecipe(read.data).map(({ code, at, message }): FileFinding => {
      return { code, at: placeText(at), message, ...yaml.position(at) };
    });
    return { recipe: read.data, digest: digestOf(read.data), findings: inOrder(findings) };
  } catch (thrown) {
    if (!(thrown instanceof RecipeFileFault)) throw thrown;
    const { code, position, message } = thrown;
    return unread([{ code, at: "", message, ...position }]);
  }
}

const unread = (findings: readonly FileFinding[]): RecipeFile => ({
  recipe: undefined,
  digest: undefined,
  findings: inOrder(findings),
});

const inOrder = (findings: readonly FileFinding[]): readonly FileFinding[] =>
  findings.toSorted((one, other) => one.line - other.line || one.column - other.column);

type Issue = NonNullable<ReturnType<typeof Recipe.safeParse>["error"]>["issues"][number];

function shapeFindings(issue: Issue, yaml: PlainYaml): readonly FileFinding[] {
  const at: Place = issue.path.filter((part) => typeof part !== "symbol");
  const found = (code: FileFinding["code"], place: Place, message: string): FileFinding => ({
    code,
    at: placeText(place),
    message,
    ...yaml.position(place),
  });
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      found("SHAPE_WRONG", [...at, key], `${key} is no name that a recipe knows here.`),
    );
  }
  const value = valueAt(yaml.value, at);
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof value === "number") {
    const message = `${value} is a number; put it in quotes, digit by digit as it is meant.`;
    return [found("NUMBER_NOT_QUOTED", at, message)];
  }
  return [found("SHAPE_WRONG", at, issue.message)];
}

function valueAt(value: unknown, at: Place): unknown {
  return at.reduce<unknown>(
    (node, part) =>
      typeof node === "object" && node !== null
        ? Object.getOwnPropertyDescriptor(node, part)?.value
        : undefined,
    value,
  );
}
