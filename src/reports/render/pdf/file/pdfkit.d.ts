// Insides of pdfkit 0.20.2 that `pdf-file.ts` builds on and @types/pdfkit leaves out. The version
// is pinned, and test/reports/render/pdf/pdfkit-contract.test.ts checks that they are there.
import type { Font } from "fontkit";
import type { PdfReference } from "./pdfkit-internals.ts";

declare global {
  namespace PDFKit {
    interface PDFDocument {
      readonly _root: PdfReference & {
        data: { Names: PdfReference; StructTreeRoot: PdfReference };
      };
      readonly _info: PdfReference;
      readonly _id: Uint8Array;
      /** Byte of each object by its number less one; null until it is written. */
      readonly _offsets: (number | null)[];
      /** Bytes written so far. */
      _offset: number;
      /** Objects begun and not ended. */
      readonly _waiting: number;
      readonly _font: unknown;
      readonly outline: PDFOutline;
      ref(data: Record<string, unknown>): PdfReference;
      _write(data: string | Uint8Array): void;
      _finalize(): void;
      _addInfo(): void;
      endAcroForm(): PDFDocument;
    }
    namespace Mixins {
      interface PDFFont {
        /** pdfkit also takes a font that fontkit has opened. */
        registerFont(name: string, font: Font): this;
      }
    }
  }
}
