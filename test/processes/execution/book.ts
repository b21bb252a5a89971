// What is true of a batch and its lots, kept apart from the program: written down act by act, and
// asked by rules of its own, in words of the procedure.
import Big from "big.js";

export type PhaseKey = "weigh" | "mix" | "mill" | "spread" | "dry" | "pack";
export type Person = "anna" | "bela" | "carla" | "vera" | "quality";
export type LotKey = "good" | "quarantined" | "foreign" | "aside";

/** Of a phase that has begun. */
export type Standing =
  | "running"
  | "paused"
  | "held"
  | "completed"
  | "skipped"
  | "stopped"
  | "aborted";

interface Entry {
  readonly id: string;
  readonly by: Person;
}

export interface Lot {
  readonly name: string;
  readonly material: "starch" | "sugar";
  readonly standing: "released" | "quarantine" | "rework";
  left: Big;
  readonly holds: Set<string>;
}

interface Charge extends Entry {
  readonly lot: Lot;
  readonly kind: "charge" | "rework";
  /** Less what was given back of it. */
  stayed: Big;
}

/** As they were received: 100 kg of each. */
const received = ({ standing, ...more }: Pick<Lot, "name" | "standing" | "material">): Lot => ({
  ...more,
  standing,
  left: new Big(100),
  holds: new Set(),
});

export class Book {
  status: "issued" | "running" | "completed" | "approved" = "issued";
  readonly holds = new Set<string>();
  released = false;
  readonly phases = new Map<PhaseKey, Standing>();
  readonly charges: Charge[] = [];
  readonly lots = new Map<string, Lot>(
    [
      received({ name: "good", standing: "released", material: "starch" }),
      received({ name: "quarantined", standing: "quarantine", material: "starch" }),
      received({ name: "foreign", standing: "released", material: "sugar" }),
      received({ name: "aside", standing: "rework", material: "starch" }),
    ].map((one) => [one.name, one]),
  );
  /** What was split off or merged last. */
  newest: string | undefined;
  /** Quality has approved the order of the batch, which names the lot that was put aside. */
  isOrderOpen = true;
  readonly witnessed = new Map<string, Person>();
  readonly cleared = new Set<"before" | "after">();
  readonly values = new Map<"speed" | "loss", number>();
  look: "pass" | "fail" | undefined;
  rounds = 0;
  packed: Entry | undefined;
  outputs = 0;
  yields = 0;
  readonly deviations = new Map<string, "open" | "acceptable" | "notAcceptable">();
  readonly performers = new Set<Person>();
  /** Of everything that was acknowledged. */
  readonly eventIds: string[] = [];
  /** Who approved for production and who reviewed, of the record as it stands now. */
  produced: Person | undefined;
  reviewed: Person | undefined;

  get isDecided(): boolean {
    return this.status === "approved";
  }

  get held(): boolean {
    return this.holds.size > 0;
  }

  get nextName(): string {
    return `lot ${this.lots.size}`;
  }

  opened(lot: Lot): void {
    this.lots.set(lot.name, lot);
    this.newest = lot.name;
  }

  /** To be used in the batch; what was put aside for as long as its order is open. */
  isFree({ name, standing }: Lot): boolean {
    return standing === "released" || (name === "aside" && this.isOrderOpen);
  }

  /** Whether every lot that is in the batch may stay in it. */
  get areLotsFree(): boolean {
    return this.charges.every(
      ({ lot: { name, standing, holds } }) =>
        holds.size === 0 && (standing === "released" || name === "aside"),
    );
  }

  get isAnyRunning(): boolean {
    return [...this.phases.values()].includes("running");
  }

  /** Of what the procedure asks for. */
  get #starch(): readonly Charge[] {
    return this.charges.filter(({ lot: { material } }) => material === "starch");
  }

  /** Kilograms. */
  get inBatch(): Big {
    return this.#starch
      .filter(({ kind }) => kind === "charge")
      .reduce((sum, { stayed }) => sum.plus(stayed), new Big(0));
  }

  /** Its order is one to put the lot in again that was put aside: some of it has to stay in. */
  get #isReworked(): boolean {
    return this.charges.some(
      ({ lot: { name }, kind, stayed }) => name === "aside" && kind === "rework" && stayed.gt(0),
    );
  }

  get mayAct(): boolean {
    return this.status === "running" && !this.held;
  }

  /** An entry makes what was approved and reviewed before it the approval of another record. */
  entered(by: Person, ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.performers.add(by);
    this.produced = undefined;
    this.reviewed = undefined;
    this.eventIds.push(...ids);
  }

  /** What an approval or review added is no entry. */
  judged(ids: readonly string[]): void {
    this.eventIds.push(...ids);
  }

  isOver(phase: PhaseKey): boolean {
    const status = this.phases.get(phase);
    return status === "completed" || status === "skipped";
  }

  /** It has begun, and is not over. */
  isBegun(phase: PhaseKey): boolean {
    return ["running", "paused", "held"].includes(this.phases.get(phase) ?? "");
  }

  /** Whether a phase may begin: all that comes before it is over. */
  mayStart(phase: PhaseKey): boolean {
    if (!this.mayAct || this.isBegun(phase)) return false;
    switch (phase) {
      case "weigh":
        return true;
      case "mix":
        return this.isOver("weigh");
      case "mill":
        return this.isOver("mix") && this.look === "fail";
      case "spread":
        return this.isOver("mix") && (this.look === "pass" || this.isOver("mill"));
      case "dry":
        return this.isOver("spread");
      case "pack":
        return this.phases.get("dry") === "skipped" || (this.isOver("dry") && this.isDried);
      default:
        return phase satisfies never;
    }
  }

  get isDried(): boolean {
    return (this.values.get("loss") ?? 100) <= 2 || this.rounds >= 3;
  }

  /** What the record lacks before it can be completed, as the procedure has it. */
  get lacks(): readonly string[] {
    const done = (phase: PhaseKey) => this.phases.get(phase) === "completed";
    const plain: readonly PhaseKey[] = ["weigh", "mix", "spread", "dry", "pack"];
    const unwitnessed = this.#starch.filter(({ id, by }) => !this.isWitnessed({ id, by }));
    const found: [string, boolean][] = [
      ["a phase is not over", [...this.phases.keys()].some((phase) => this.isBegun(phase))],
      ["phases", plain.some((phase) => !this.isOver(phase))],
      ["milling", done("mix") && this.look === "fail" && !this.isOver("mill")],
      ["clearance", done("weigh") && this.cleared.size < 2],
      ["charge", done("weigh") && !this.#starch.some(({ kind }) => kind === "charge")],
      ["amount", done("weigh") && !this.inBatch.eq(10)],
      ["witness of a charge", done("weigh") && unwitnessed.length > 0],
      ["something put in again", !this.#isReworked],
      ["speed", done("mix") && !this.values.has("speed")],
      ["look", done("mix") && this.look === undefined],
      ["loss", done("dry") && !this.values.has("loss")],
      ["drying", done("dry") && !this.isDried],
      ["output", done("pack") && this.outputs === 0],
      ["yield", done("pack") && this.yields === 0],
      ["witness of packing", done("pack") && !(this.packed && this.isWitnessed(this.packed))],
    ];
    return found.flatMap(([what, isLacking]) => (isLacking ? [what] : []));
  }

  isWitnessed({ id, by }: Entry): boolean {
    const witness = this.witnessed.get(id);
    return witness !== undefined && witness !== by;
  }

  get areDeviationsAcceptable(): boolean {
    return [...this.deviations.values()].every((impact) => impact === "acceptable");
  }
}
