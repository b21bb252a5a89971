// A place in the procedure, in the words of ISA-88: procedure > unit procedure > operation > phase.
import { z } from "zod";

const level = z.string().min(1).max(120);

export const PhasePath = z.strictObject({
  procedure: level.exactOptional(),
  unitProcedure: level.exactOptional(),
  operation: level.exactOptional(),
  phase: level,
});
export type PhasePath = z.output<typeof PhasePath>;

/** `Compression > Main run > Press` */
export const pathText = ({ procedure, unitProcedure, operation, phase }: PhasePath): string =>
  [procedure, unitProcedure, operation, phase].filter((name) => name !== undefined).join(" > ");
