// What a static check of a recipe can find, each with where it stands.

/** Keys and places of lists, from the recipe down: `["inputs", 0, "potency", "formula"]`. */
export type Place = readonly (string | number)[];

export const findingCodes = {
  DUPLICATE_KEY: "Two things of one kind have one key.",
  DUPLICATE_NAME: "Two things of one place have one name, which the record tells them by.",
  NAME_UNKNOWN: "A name stands for nothing that the recipe declares.",
  FORMULA_UNREADABLE: "A formula cannot be read.",
  DIVISION_BY_ZERO: "A formula divides by zero, with nominal values at the reference size.",
  FORMULA_CIRCULAR: "An amount depends on itself.",
  AMOUNT_NOT_POSITIVE: "An amount is zero, negative, or too long to be kept.",
  PHASE_UNREACHABLE: "It can never begin.",
  PHASE_NEVER_ENDS: "Nothing within the loop can end it.",
  LOOP_WITHOUT_LIMIT: "A loop must say how often at most.",
  CONDITION_TOO_EARLY: "A condition asks for a value that is not there yet.",
  LIMIT_MISSING: "A parameter, check, time or yield has no limits, and no word why.",
  LIMITS_CROSSED: "Low is above high, or what is asked is not within the limits, or not plausible.",
  UNIT_MISSING: "A number has no unit.",
  UNIT_UNKNOWN: "The unit is no UCUM code that is known here.",
  UNIT_NOT_FITTING: "Two amounts of one thing are of different dimensions.",
  UNIT_SYSTEM_MIXED: "Amounts are in more than one system of weights (21 CFR 211.186(b)(4)).",
  INPUT_NOT_CHARGED: "No phase charges the input.",
  INPUT_NOT_WHOLE: "The phases charge more or less than all of the input.",
  OUTPUT_NOT_PRODUCED: "No phase makes the output, or the recipe has no product.",
  CHARGED_BEFORE_MADE: "An output is charged before a phase has made it.",
  SECOND_ROLE_MISSING: "A sign-off that is verified names no role that verifies.",
  PERFORMER_MISSING: "A sign-off names no role that performs.",
  TOO_MANY_PHASES: "It has more than 1,000 phases; nothing else of it was checked.",
  MASTER_INCOMPLETE: "An item that a profile asks for is missing.",
} as const;
export type FindingCode = keyof typeof findingCodes;

export interface Finding {
  readonly code: FindingCode;
  readonly at: Place;
  readonly message: string;
}

export const finding = (code: FindingCode, at: Place, message: string): Finding => ({
  code,
  at,
  message,
});

/** `procedure.unitProcedures[0].operations` */
export const placeText = (at: Place): string =>
  at
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .slice(1);
