// An amount as two columns of a row; both are null where nobody knows it.
import type { Quantity } from "../domain/kernel/quantity.ts";

export interface AmountRow {
  readonly quantity: string | null;
  readonly unitOfMeasure: string | null;
}

export const quantityOf = ({ quantity, unitOfMeasure }: AmountRow): Quantity | undefined =>
  quantity === null || unitOfMeasure === null ? undefined : { value: quantity, unitOfMeasure };
