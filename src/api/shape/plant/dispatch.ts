// The dispatch list on the wire.
import { z } from "zod";
import { Quantity } from "../../../domain/kernel/quantity.ts";
import { dispatchLacks } from "../../../projections/master-recipe/dispatch.ts";

const text = z.string();
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

export const DispatchListShape = z
  .object({
    asOf: z.int().describe("Tree size: answered over the recorded events 0 to asOf - 1."),
    orders: list(
      z.object({
        orderId: text,
        orderNumber: text.describe("As the ERP knows it."),
        site: text,
        materialId: text,
        material: text,
        quantity: Quantity,
        dueOn: text.nullable(),
        priority: z.enum(["high", "normal", "low"]),
        campaign: text.nullable(),
        customer: text.nullable(),
        rework: z.enum(["reprocessing", "rework"]).nullable(),
        batches: list(
          z.object({
            batchId: text,
            batchNumber: text,
            formerNumber: text.nullable().describe("The provisional one."),
            status: z.enum(["issued", "started", "completed", "decided"]),
          }),
        ),
        lacks: list(z.enum(dispatchLacks)).describe("Before a batch can be issued."),
      }),
    ),
  })
  .meta({ id: "DispatchList" });
