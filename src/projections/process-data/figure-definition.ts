// What is worked out from a machine's readings, as data: another machine has other definitions, and
// no other code.

export interface Condition {
  readonly tag: string;
  readonly is: "equal to" | "more than";
  readonly value: number;
}

export interface FigureDefinition {
  readonly name: string;
  readonly tag: string;
  readonly aggregate: "mean" | "max" | "last";
  /** All must hold of a row; a row that lacks a value asked for here does not count. */
  readonly where: readonly Condition[];
  /** A mean is rounded half up to these; other aggregates are readings and stay as they are. */
  readonly decimals: number;
  /** Where the rule comes from. */
  readonly source: string;
}

/** How a tag is called where it is drawn. */
export interface Trend {
  readonly tag: string;
  readonly title: string;
}

/** `mean of main_comp over rows with produced more than 0 and tbl_speed more than 0`. */
export function ruleOf({ aggregate, tag, where, decimals }: FigureDefinition): string {
  const rounded = aggregate === "mean" ? `, rounded half up to ${decimals} decimals` : "";
  if (where.length === 0) return `${words[aggregate]} of ${tag}${rounded}`;
  const conditions = where.map((one) => `${one.tag} ${one.is} ${one.value}`).join(" and ");
  return `${words[aggregate]} of ${tag} over rows with ${conditions}${rounded}`;
}

const words = { mean: "mean", max: "largest reading", last: "last reading" } as const;
