// Where the sample plant is, and when its story begins. Everything about it is invented.

export const plantSite = {
  site: "Brunnwald",
  legalEntity: "Brunnwald Arzneimittel GmbH",
  zone: "Europe/Berlin",
} as const;

/** A Friday morning before the first shift: the plant is set up, and the first batch is made in the week after. */
export const plantStart = new Date("2026-09-25T03:30:00.000Z");
