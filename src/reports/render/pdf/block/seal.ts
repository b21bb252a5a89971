// The place of the seal: what a seal is, and the signature field that the sealer fills in later.
// Until then the field shows that nothing has been sealed.
import { words } from "../../../model/words.ts";
import { muted, rule } from "../../palette.ts";
import {
  colourComponents,
  number,
  type ObjectNumber,
  RawSyntax,
  textString,
} from "../file/syntax.ts";
import { addToPage, pdfBox } from "../page/annotation.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, styles, WIDTH } from "../page/theme.ts";

const FIELD = { width: WIDTH - 24, height: 76 };
/** The name by which the sealer finds the field. */
export const SEAL_FIELD_NAME = "seal";

export async function drawSeal(paper: Paper): Promise<void> {
  const note = paper.lines(words.sealNote, styles.note, WIDTH - 24);
  const height = 30 + note.length * styles.note.leading + FIELD.height + 12;
  await paper.ensure(height);
  const { y } = paper;
  paper.artifact(() => paper.canvas.frame(LEFT, y, WIDTH, height, { colour: rule, width: 0.8 }));
  paper.tagged("P", () => {
    paper.text(words.sealPlace, styles.strong, LEFT + 12, y + 8);
    note.forEach((line, index) => {
      paper.text(line, styles.note, LEFT + 12, y + 22 + index * styles.note.leading);
    });
  });
  placeField(paper, y + height - FIELD.height - 12);
  paper.y += height + 10;
}

function placeField(paper: Paper, y: number): void {
  const { file, structure } = paper;
  const field = file.reserve();
  const appearance = file.reserve();
  structure.begin("Form", `/Alt ${textString(words.sealPlace)}`);
  const key = structure.own(field);
  structure.end();
  addToPage(paper, field);
  const rect = pdfBox({ x: LEFT + 12, y, ...FIELD });
  file.put(
    field,
    `<</Type/Annot/Subtype/Widget/FT/Sig/T ${textString(SEAL_FIELD_NAME)}` +
      `/TU ${textString(words.sealPlace)}/F 132/Rect${rect}` +
      `/P ${paper.pageReference}/StructParent ${key}/AP<</N ${appearance}>>>>`,
  );
  writeUnsealed(paper, appearance);
  file._root.data.AcroForm = new RawSyntax(`<</Fields[${field}]/SigFlags 3>>`);
}

function writeUnsealed({ file, type }: Paper, appearance: ObjectNumber): void {
  const { face, size } = styles.body;
  const runs = type.runs(words.notSealed, face);
  const fonts = runs.map(({ font }) => `/${font.id} ${font.ref()}`).join(" ");
  const shown = runs.map(({ font, glyphs }) => `/${font.id} ${size} Tf[${glyphs}]TJ`).join(" ");
  const ink =
    `${colourComponents(rule)} RG 0.8 w [3 2] 0 d ` +
    `0.4 0.4 ${number(FIELD.width - 0.8)} ${number(FIELD.height - 0.8)} re S ` +
    `${colourComponents(muted)} rg BT 1 0 0 1 12 ${number(FIELD.height - 22)} Tm ${shown} ET`;
  const box = `[0 0 ${number(FIELD.width)} ${number(FIELD.height)}]`;
  const dictionary = `/Type/XObject/Subtype/Form/BBox${box}/Resources<</Font<<${fonts}>>>>`;
  file.putStream(appearance, dictionary, Buffer.from(ink, "latin1"));
}
