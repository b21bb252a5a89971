// The driver of a scale: only what has come to rest is a weight.
import { expect, test } from "vitest";
import { stableReading, weighInto } from "../../src/device/scale/scale.ts";
import { simulatedScale } from "../../src/device/scale/simulated-scale.ts";

const bench = { equipmentId: "scale-1", seed: 7, step_mg: 100, capacity_mg: 30_000_000 };

test("tare, gross and net of a filling are exact", async () => {
  const scale = simulatedScale({ ...bench, noise_mg: 5_000 });
  scale.put(850_000);
  const weighed = await weighInto(scale, async () => scale.put(12_703_040));
  expect(weighed).toEqual({
    equipmentId: "scale-1",
    tare: { value: "0.8500", unitOfMeasure: "kg" },
    gross: { value: "13.5530", unitOfMeasure: "kg" },
    net: { value: "12.703", unitOfMeasure: "kg" },
  });
});

test("a scale that does not come to rest gives no weight", async () => {
  const scale = simulatedScale({ ...bench, settlingReadings: 50 });
  scale.put(1_000_000);
  await expect(stableReading(scale)).rejects.toMatchObject({ code: "SCALE_UNSTABLE" });
  scale.put(40_000_000);
  await expect(scale.read()).rejects.toMatchObject({ code: "SCALE_OVERLOAD" });
});

test("it moves, drifts and errs as it is told, and the same for the same seed", async () => {
  const character = { ...bench, noise_mg: 5_000, drift_mg: 25, error_ppm: 500 };
  const readings = async (seed: number) => {
    const scale = simulatedScale({ ...character, seed });
    scale.put(10_000_000);
    const shown: string[] = [];
    for (let n = 0; n < 8; n += 1) shown.push((await scale.read()).gross.value);
    return shown;
  };
  expect(await readings(1)).toEqual(await readings(1));
  expect(await readings(1)).not.toEqual(await readings(2));
  // 10 kg + 500 ppm, and 25 mg for each of eight readings.
  expect((await readings(1)).at(-1)).toBe("10.0052");
});
