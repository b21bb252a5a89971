// A scale as a driver shows it. What is not stable is no weight: the driver refuses it, before
// anybody decides on anything.
import { add, negate, type Quantity } from "../../domain/kernel/quantity.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";

export interface ScaleReading {
  /** All that is on the pan. */
  readonly gross: Quantity;
  /** Whether the figure has come to rest. */
  readonly stable: boolean;
}

export interface Scale {
  /** As the registry of equipment knows it. */
  readonly equipmentId: string;
  /** One look at the display. Throws SCALE_OVERLOAD beyond its capacity. */
  read(): Promise<ScaleReading>;
}

export type ScaleFaultCode =
  /** It did not come to rest within so many readings. */
  "SCALE_UNSTABLE" | "SCALE_OVERLOAD";

export class ScaleFault extends Error {
  readonly code: ScaleFaultCode;

  constructor(code: ScaleFaultCode, message: string) {
    super(message);
    this.name = "ScaleFault";
    this.code = code;
  }
}

const readingsMax = 20;

/** The first reading that is stable. Throws SCALE_UNSTABLE where none of so many is. */
export async function stableReading(scale: Scale, attempts = readingsMax): Promise<Quantity> {
  for (let n = 0; n < attempts; n += 1) {
    const { gross, stable } = await scale.read();
    if (stable) return gross;
  }
  const message = `The scale ${scale.equipmentId} did not come to rest in ${attempts} readings.`;
  throw new ScaleFault("SCALE_UNSTABLE", message);
}

export interface Weighed {
  readonly equipmentId: string;
  readonly tare: Quantity;
  readonly gross: Quantity;
  readonly net: Quantity;
}

/** The empty container first, then with what `fill` puts into it. */
export async function weighInto(scale: Scale, fill: () => Promise<void>): Promise<Weighed> {
  const tare = await stableReading(scale);
  await fill();
  const gross = await stableReading(scale);
  const net = add(gross, negate(tare));
  if (isRefusal(net)) throw new Error(net.message);
  return { equipmentId: scale.equipmentId, tare, gross, net };
}
