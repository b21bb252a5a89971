// What a weighing place is answered.
import { z } from "zod";
import { Quantity } from "../../../domain/kernel/quantity.ts";

const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();

export const ScanShape = z.object({
  asOf: z.int(),
  form: z.string().describe("elementString, bracketed, digitalLink, gtin or plain."),
  elements: list(
    z.object({
      ai: z.string(),
      value: z.string(),
      title: z.string(),
      date: z.string().optional(),
      quantity: Quantity.optional(),
      decimal: z.string().optional(),
    }),
  ),
  incomplete: list(z.object({ ai: z.string(), needs: list(list(z.string())) })),
  names: list(
    z.object({
      kind: z.enum(["materialLot", "container", "logisticUnit"]),
      id: z.string(),
      lotId: z.string().nullable(),
      name: z.string().nullable(),
      material: z.string().nullable(),
    }),
  ).describe("Everything of ours that it fits; more than one: ask which is meant."),
});

const Stock = z.object({
  materialLotId: z.string(),
  lot: z.string(),
  containerId: z.string().optional(),
});

export const StockShape = z.object({
  asOf: z.int(),
  material: z.string(),
  rule: z.literal("firstExpiryFirstOut"),
  stock: list(
    z.object({
      ...Stock.shape,
      quantity: Quantity.optional(),
      expiresOn: z.string().optional(),
      retestOn: z.string().optional(),
      isOpen: z.boolean(),
    }),
  ),
  leftOut: list(z.object({ ...Stock.shape, code: z.string() })),
});
