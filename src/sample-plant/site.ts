// Where the sample plant is, and when its story begins. Everything about it is invented.

export const plantSite = {
  site: "Brunnwald",
  legalEntity: "Brunnwald Arzneimittel GmbH",
  zone: "Europe/Berlin",
} as const;

/** Bakes in the same house and with the same people, and is a maker of its own. */
export const bakery = { legalEntity: "Brunnwald Backwaren GmbH" } as const;

/** Raised when the story is told otherwise: a log that holds a former edition is left alone. */
export const edition = "sample plant, edition 6";

/** A Friday: the plant is set up. Its first batch begins on the Monday of the week after next. */
export const setUpDay = "2026-09-25";
export const firstBatchDay = "2026-10-05";
/** One week to make a batch, one to pack and release it. */
export const daysPerBatch = 14;

/** Before anyone is in the house. */
export const plantStart = new Date("2026-09-25T03:30:00.000Z");
