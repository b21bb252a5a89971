// The forms in which a document is answered.
import { z } from "zod";

export const documentResponse = {
  description: "The document; the PDF is sealed, and its digest is in the header batchproof-sha256",
  content: {
    "application/json": {
      schema: z.looseObject({
        schema: z.literal("batchproof-document/v1"),
        kind: z.string(),
        title: z.string(),
        sections: z.array(z.looseObject({ id: z.string(), title: z.string() })),
      }),
    },
    "text/html": { schema: z.string() },
    "application/pdf": { schema: z.string().meta({ format: "binary" }) },
  },
};
