// Streams that the store was told to forget events of: named where the log has the first of them.
import type { RetentionSetting } from "../../eventstore/port.ts";
import type { LogFinding } from "./finding.ts";

export class Retention {
  readonly #settings = new Map<string, RetentionSetting["setting"][]>();
  readonly #places = new Map<string, number>();

  constructor(settings: readonly RetentionSetting[]) {
    for (const { stream, setting } of settings) {
      this.#settings.set(stream, [...(this.#settings.get(stream) ?? []), setting]);
    }
  }

  take(position: number, stream: string): void {
    if (this.#settings.size === 0 || this.#places.has(stream)) return;
    if (this.#settings.has(stream)) this.#places.set(stream, position);
  }

  /** `otherwise`: the position of a stream that no event was read of. */
  findings(otherwise: number): readonly LogFinding[] {
    return [...this.#settings]
      .map(([stream, settings]): LogFinding => {
        const detail = `The store was told to forget: ${settings.join(", ")}.`;
        const position = this.#places.get(stream) ?? otherwise;
        return { code: "RETENTION_SET", position, stream, detail };
      })
      .sort((one, other) => one.position - other.position);
  }
}
