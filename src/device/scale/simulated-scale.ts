// A scale for tests and for the sample plant: it takes a while to come to rest, drifts with time,
// may be out of calibration, and shows the same for the same seed.
import { type Scale, ScaleFault } from "./scale.ts";

export interface SimulatedScale extends Scale {
  /** More on the pan, or (less than 0) less; milligrams. */
  put(milligrams: number): void;
}

export interface ScaleCharacter {
  readonly equipmentId: string;
  readonly seed: number;
  /** Smallest step of the display and most that it carries, milligrams. */
  readonly step_mg: number;
  readonly capacity_mg: number;
  /** How many readings pass after a change until it is at rest. */
  readonly settlingReadings?: number;
  /** By how much a moving display may be off, milligrams. */
  readonly noise_mg?: number;
  /** Of the zero, for each reading, milligrams. */
  readonly drift_mg?: number;
  /** Of what is on the pan, in millionths: out of calibration. */
  readonly error_ppm?: number;
}

export function simulatedScale(character: ScaleCharacter): SimulatedScale {
  const { equipmentId, step_mg, capacity_mg, settlingReadings = 3, noise_mg = 0 } = character;
  const { drift_mg = 0, error_ppm = 0 } = character;
  const random = randomFrom(character.seed);
  let onPan_mg = 0;
  let readings = 0;
  let moving = 0;
  return {
    equipmentId,
    put(milligrams) {
      onPan_mg += milligrams;
      moving = settlingReadings;
    },
    async read() {
      const stable = moving === 0;
      const off_mg = stable ? 0 : (random() * 2 - 1) * noise_mg;
      moving = Math.max(0, moving - 1);
      readings += 1;
      if (onPan_mg > capacity_mg) {
        throw new ScaleFault("SCALE_OVERLOAD", `More is on ${equipmentId} than it carries.`);
      }
      const shown_mg = onPan_mg * (1 + error_ppm / 1_000_000) + drift_mg * readings + off_mg;
      const rounded_mg = Math.round(shown_mg / step_mg) * step_mg;
      return { gross: { value: kilograms(rounded_mg, step_mg), unitOfMeasure: "kg" }, stable };
    },
  };
}

/** Exact: whole milligrams as decimals of a kilogram, as many as the step has. */
function kilograms(milligrams: number, step_mg: number): string {
  const digits = String(Math.abs(milligrams)).padStart(7, "0");
  const sign = milligrams < 0 ? "-" : "";
  const zeros = /0*$/.exec(String(step_mg))?.[0].length ?? 0;
  const decimals = digits.slice(-6, digits.length - Math.min(zeros, 5));
  return `${sign}${digits.slice(0, -6)}.${decimals}`;
}

/** Mulberry32: enough to look unsteady. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
