// `batchproof equipment`: how a piece of equipment stood, what happened to it, how well it ran, and
// what a failed calibration puts in doubt.
import type { Command } from "commander";
import { logOf, statusOf } from "../../domain/equipment/answer.ts";
import { doubtsOf } from "../../domain/equipment/calibration.ts";
import { type Equipment, equipment } from "../../domain/equipment/equipment.ts";
import { momentsOf } from "../../domain/equipment/history.ts";
import { oee } from "../../domain/equipment/oee.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import { calibrationImpact } from "../../projections/equipment/calibration-impact.ts";
import { type CommandRun, type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { type Look, lookOf } from "../terminal/table.ts";
import { beginning, end } from "../terminal/time.ts";
import { classifyLeaf } from "./classify.ts";
import { impactText, logText, oeeText, statusText } from "./text.ts";

const access = (what: string) => reading(what, "readRecords", "exportRecords");

export const equipmentCommands: readonly Leaf[] = [
  classifyLeaf,
  {
    usage: "status <id>",
    summary: "How it stood at a second: in use, clean, calibrated, in order",
    access: access("getEquipmentStatus"),
    load: async () => defineStatus,
  },
  {
    usage: "log <id>",
    summary: "What happened to it, in order of time (21 CFR 211.182)",
    access: access("getEquipmentLog"),
    load: async () => defineLog,
  },
  {
    usage: "oee <id>",
    summary: "Availability, performance and quality in a time",
    access: access("getEquipmentOee"),
    load: async () => defineOee,
  },
  {
    usage: "calibration-impact <id>",
    summary: "What its failed calibration puts in doubt: measurements, batches, lots",
    access: access("getCalibrationImpact"),
    load: async () => defineImpact,
  },
];

interface Options {
  readonly json?: true;
}
interface Between extends Options {
  readonly from: string;
  readonly to: string;
}

function defineStatus(command: Command, run: CommandRun): void {
  command
    .option("--at <time>", "a day or an instant; else now")
    .option("--json", "the answer for machines")
    .addHelpText("after", example("status press-1 --at 2026-11-20T10:15:00Z"))
    .action((id: string, { at, ...options }: Options & { readonly at?: string }) =>
      give(run, id, options, statusText, async (known, { clock, settings: { zone } }) => {
        const second = at === undefined ? clock.now().toISOString() : end(at, zone);
        return statusOf(known, { at: second, on: dateAt(second, zone) });
      }),
    );
}

function defineLog(command: Command, run: CommandRun): void {
  between(command)
    .addHelpText("after", example("log press-1 --from 2026-11-20 --to 2026-11-20"))
    .action((id: string, { from, to, ...options }: Between) =>
      give(run, id, options, logText, async (known, { settings }) =>
        logOf(known, beginning(from, settings.zone), end(to, settings.zone)),
      ),
    );
}

function defineOee(command: Command, run: CommandRun): void {
  between(command)
    .requiredOption("--ideal <pieces>", "pieces per hour at its ideal rate", positiveNumber)
    .addHelpText("after", example("oee press-1 --from 2026-11-20 --to 2026-11-20 --ideal 200000"))
    .action((id: string, { from, to, ideal, ...options }: Between & { readonly ideal: number }) =>
      give(run, id, options, oeeText, async ({ history }, { settings: { zone } }) =>
        oee(momentsOf(history), { from: beginning(from, zone), to: end(to, zone) }, ideal),
      ),
    );
}

function defineImpact(command: Command, run: CommandRun): void {
  command
    .option("--json", "the answer for machines")
    .addHelpText("after", example("calibration-impact scale-1"))
    .action((id: string, options: Options) =>
      give(run, id, options, impactText, async ({ history }, { database }) => {
        const [doubt] = doubtsOf(history);
        if (!doubt) return { doubt: null };
        const asked = { equipmentId: id, ...doubt };
        const { asOf, answer } = await calibrationImpact(database.kysely, asked);
        return { doubt, asOf, ...answer };
      }),
    );
}

const between = (command: Command): Command =>
  command
    .requiredOption("--from <time>", "a day or an instant")
    .requiredOption("--to <time>", "a day or an instant")
    .option("--json", "the answer for machines");

const example = (text: string): string => `\n  batchproof equipment ${text}`;

async function give<Answer>(
  run: CommandRun,
  id: string,
  { json }: Options,
  text: (answer: Answer, look: Look) => string,
  ask: (known: Equipment, instance: Instance) => Promise<Answer>,
): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    await openRecords(run, instance, caller, { about: { kind: "equipment", id }, taken: false });
    const { state } = await instance.handler.load(equipment, id, { whole: true });
    if (state.status === "unknown") {
      throw new CliFault("EQUIPMENT_UNKNOWN", "No equipment is registered under this id.");
    }
    const answer = await ask(state, instance);
    const { terminal } = run;
    const look = lookOf(terminal.output);
    await terminal.write(json ? `${JSON.stringify(answer)}\n` : text(answer, look));
  });
}
