// Files inside the PDF (ISO 19005-3, annex E): each says what it is to the document.
import type { PdfFile } from "./pdf-file.ts";
import { dateString, name, type ObjectNumber, RawSyntax, textString } from "./syntax.ts";

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  /** Source: what the document was made from. Supplement: what proves or explains it. */
  readonly relationship: "Source" | "Data" | "Supplement";
  /** Read once, while the PDF is written; may be of any length. */
  readonly content: () => AsyncIterable<Uint8Array | string>;
}

/** Writes the files and names them in the catalogue. `date` stands for their making. */
export async function attach(
  file: PdfFile,
  attachments: readonly Attachment[],
  date: Date,
): Promise<void> {
  const specifications: { key: string; object: ObjectNumber }[] = [];
  for (const attachment of attachments) {
    const object = await attachOne(file, attachment, date);
    specifications.push({ key: attachment.name, object });
  }
  if (specifications.length === 0) return;
  specifications.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const names = specifications.map(({ key, object }) => `${textString(key)} ${object}`);
  file._root.data.Names.data.EmbeddedFiles = new RawSyntax(`<</Names[${names.join(" ")}]>>`);
  file._root.data.AF = specifications.map(({ object }) => object);
}

async function attachOne(
  file: PdfFile,
  { name: fileName, mediaType, description, relationship, content }: Attachment,
  date: Date,
): Promise<ObjectNumber> {
  const [stream, params, specification] = [file.reserve(), file.reserve(), file.reserve()];
  const dictionary = `/Type/EmbeddedFile/Subtype${name(mediaType)}/Params ${params}`;
  const size = await file.putLongStream(stream, dictionary, content());
  const at = dateString(date);
  file.put(params, `<</CreationDate ${at}/ModDate ${at}/Size ${size}>>`);
  const title = textString(fileName);
  file.put(
    specification,
    `<</Type/Filespec/F ${title}/UF ${title}/AFRelationship/${relationship}` +
      `/Desc ${textString(description)}/EF<</F ${stream}/UF ${stream}>>>>`,
  );
  return specification;
}
