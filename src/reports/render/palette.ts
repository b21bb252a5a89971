// The colours of paper and screen: one ink, one accent, four tones. Text on its own background
// has a contrast of at least 4.5 to 1, and stays readable when printed in grey.
import type { Limit } from "../model/chart.ts";
import type { Tone } from "../model/tone.ts";

export const ink = "#1a2230";
export const muted = "#566173";
export const accent = "#12416b";
export const rule = "#c9d1db";
export const hairline = "#e2e7ee";
export const zebra = "#f6f8fa";
export const panel = "#f1f4f8";
export const white = "#ffffff";

export const tones: Readonly<Record<Tone, { readonly text: string; readonly fill: string }>> = {
  neutral: { text: "#3e4a5a", fill: "#e9edf2" },
  good: { text: "#1a5e3c", fill: "#e2f1e8" },
  attention: { text: "#7a4d00", fill: "#fbeed3" },
  bad: { text: "#9b1c1c", fill: "#fbe4e2" },
};

/** Series differ in dash as well as in colour. */
export const strokes: readonly { readonly colour: string; readonly dash: readonly number[] }[] = [
  { colour: "#12416b", dash: [] },
  { colour: "#b1560f", dash: [5, 2] },
  { colour: "#3d7a4e", dash: [1.5, 1.5] },
  { colour: "#7a3b8f", dash: [7, 2, 1.5, 2] },
];

export const limitStrokes: Readonly<
  Record<Limit["kind"], { readonly colour: string; readonly dash: readonly number[] }>
> = {
  limit: { colour: "#9b1c1c", dash: [] },
  alert: { colour: "#a86a00", dash: [4, 2] },
  target: { colour: "#5d6b7c", dash: [1, 2] },
};
