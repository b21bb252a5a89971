// While the log is read: whether the epochs are those that its events tell, and whether each former
// key stands for the next one.

import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { type Epoch, type Epochs, isHandedOver } from "../../integrity/epoch.ts";
import { printKey } from "../../integrity/note.ts";
import type { MerkleTree } from "../../integrity/tree/merkle.ts";
import { begins } from "./epochs.ts";
import type { LogFinding } from "./finding.ts";

export interface EpochFound extends Pick<Epoch, "begunBy" | "from"> {
  readonly origin: string;
  readonly key: string;
  /** Of the first one true. False: who trusts the former key learns nothing of this one by it. */
  readonly isHandedOver: boolean;
}

interface Told {
  readonly position: number;
  readonly publicKey: unknown;
}

interface Report {
  readonly all: readonly EpochFound[];
  readonly forged: readonly LogFinding[];
  readonly drifted: LogFinding | undefined;
}

export class EpochsRead {
  readonly #epochs: Epochs;
  readonly #from: number;
  /** Of the events that begin one: their place, and the key that they name. */
  readonly #told: Told[] = [];
  /** Of the events before each of these. */
  readonly #roots = new Map<number, Buffer>();

  /** `from`: how many events were left out at the beginning. */
  constructor(epochs: Epochs, from: number) {
    this.#epochs = epochs;
    this.#from = from;
  }

  /** An event of ours, and the tree of those before it. */
  take(position: number, { type, data }: LoggedBytes, tree: MerkleTree): void {
    if (begins[type] === undefined) return;
    const { publicKey } = JSON.parse(Buffer.from(data).toString("utf8"));
    this.#told.push({ position, publicKey });
    this.#roots.set(position, tree.root());
  }

  /**
   * `recorded`: what was in the tree when the epochs were asked for. `size`: events of the log as
   * it was read.
   */
  report(recorded: number, size: number): Report {
    // Of those that began in what was left out, or is cut off, nothing was read.
    const isRead = ({ from }: Epoch) => from > this.#from && from <= size;
    const known: readonly Told[] = this.#epochs
      .slice(1)
      .filter(isRead)
      .map(({ from, verifier }) => ({
        position: from - 1,
        publicKey: verifier.publicKey.toString("base64"),
      }));
    const position = firstDifference(
      this.#told.filter((one) => one.position < recorded),
      known.filter((one) => one.position < recorded),
    );
    const all = this.#epochs.flatMap((epoch, n) =>
      n === 0 || isRead(epoch) ? [this.#found(epoch, this.#epochs[n - 1])] : [],
    );
    const detail = "The epochs in PostgreSQL are not those that the events of the log tell.";
    return {
      all,
      forged: this.#epochs.flatMap(({ handOver, from }) => {
        const found = all.find((one) => one.from === from);
        return handOver && found?.isHandedOver === false ? [forged(from - 1)] : [];
      }),
      drifted: position === undefined ? undefined : { code: "TREE_DRIFTED", position, detail },
    };
  }

  #found(epoch: Epoch, former: Epoch | undefined): EpochFound {
    const { verifier, begunBy, from } = epoch;
    const [origin, size] = [former?.verifier.name ?? "", from - 1];
    const root = this.#roots.get(size);
    const isRight =
      former === undefined ||
      (root !== undefined && isHandedOver(former, epoch, { origin, size, root }));
    return { origin: verifier.name, key: printKey(verifier), begunBy, from, isHandedOver: isRight };
  }
}

function firstDifference(told: readonly Told[], known: readonly Told[]): number | undefined {
  for (let n = 0; n < Math.max(told.length, known.length); n += 1) {
    const [one, other] = [told[n], known[n]];
    if (one?.position === other?.position && one?.publicKey === other?.publicKey) continue;
    const positions = [one, other].flatMap((each) => (each ? [each.position] : []));
    return Math.min(...positions);
  }
  return undefined;
}

const forged = (position: number): LogFinding => ({
  code: "HAND_OVER_FORGED",
  position,
  detail: "The hand-over is not of this log, or not signed by the former key and the new one.",
});
