// Lots and batches on the wire, and the state of the service.
import { z } from "zod";

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const asOf = z.int().describe("Tree size: answered over the recorded events 0 to asOf - 1.");

export const LotShape = z.object({
  lotId: z.string(),
  lot: z.string().describe("As people write it."),
  material: z.string(),
  origin: z.string(),
  supplier: z.string().nullable(),
  identifiers: list(z.object({ scheme: z.string(), issuer: z.string(), value: z.string() })),
});

export const LotsShape = z.object({ asOf, lots: list(LotShape) });
export const OneLotShape = z.object({ asOf, ...LotShape.shape });

export const BatchesShape = z.object({
  asOf,
  batches: list(
    z.object({
      batchId: z.string(),
      batchNumber: z.string(),
      formerNumber: z
        .string()
        .nullable()
        .describe("The provisional one, once it has its final number."),
      product: z.string(),
      dataOrigin: z.enum(["live", "import"]),
      status: z.string(),
      site: z.string(),
    }),
  ),
});

const Fault = z.object({
  code: z.string(),
  message: z.string(),
  place: z
    .object({ position: z.int(), stream: z.string(), revision: z.int(), type: z.string() })
    .optional()
    .describe("The event at which it happened."),
});

export const HealthShape = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  authentication: z.string().describe("none: nobody logs in, and nothing here is a GMP record."),
  eventStore: z.boolean(),
  database: z.boolean(),
  readModels: list(
    z.object({
      name: z.string(),
      state: z.string(),
      asOf: z.int().optional(),
      rebuilding: z.object({ state: z.string(), asOf: z.int() }).exactOptional(),
      fault: Fault.exactOptional(),
    }),
  ),
});
