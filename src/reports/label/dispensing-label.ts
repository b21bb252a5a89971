// The label of a dispensed container: a GS1 DataMatrix (ISO/IEC 16022, ECC 200) with what people
// read beside it. Drawn from what it is given; what it says was decided when it was weighed.
import { toBuffer, toSVG } from "bwip-js/node";
import { ReportFault } from "../fault.ts";
import { html, Markup } from "../render/html/markup.ts";

export interface LabelContent {
  /** GS1 elements in brackets, `(91)bin-1`. */
  readonly code: string;
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

/** The symbol alone. Throws LABEL_NOT_DRAWN where the code is none that it can carry. */
export const labelPng = (code: string): Promise<Buffer> =>
  drawn(() => toBuffer({ ...symbol(code), scale: 6, padding: 4, backgroundcolor: "FFFFFF" }));

const symbol = (code: string) => ({ bcid: "gs1datamatrix", text: code }) as const;

const side = 200;
const lineHeight = 22;

/** The whole label, 1 unit = 0.25 mm. Throws LABEL_NOT_DRAWN. */
export async function labelSvg({ code, title, lines }: LabelContent): Promise<string> {
  const inner = await drawn(async () => toSVG({ ...symbol(code), scale: 2 }));
  const placed = inner.replace("<svg ", `<svg x="20" y="20" width="${side}" height="${side}" `);
  const height = Math.max(side + 72, 80 + lines.length * lineHeight);
  const rows = lines.map(
    ({ label, value }, n) =>
      html`<text x="240" y="${72 + n * lineHeight}">${label}: ${value}</text>`,
  );
  const label = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}"
 font-family="sans-serif" font-size="16"><rect width="800" height="${height}" fill="#fff"/>
${new Markup(placed)}
<text x="240" y="44" font-size="22" font-weight="bold">${title}</text>
${rows}
<text x="20" y="${side + 48}" font-size="14">${code}</text></svg>`;
  return label.text;
}

async function drawn<Drawing>(draw: () => Promise<Drawing>): Promise<Drawing> {
  try {
    return await draw();
  } catch (cause) {
    throw new ReportFault("LABEL_NOT_DRAWN", {
      what: "The code cannot be drawn as a GS1 DataMatrix.",
      where: "dispensing label",
      remedy: "Give the weighing a label of GS1 elements, or none.",
      cause,
    });
  }
}
