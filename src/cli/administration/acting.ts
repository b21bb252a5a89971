// Commands that administer: what each does, as the person or the service that gives it, and how its
// outcome is told to people and to machines.
import { randomUUID } from "node:crypto";
import type { Command as Line } from "commander";
import type { Required, Right } from "../../domain/kernel/access/right.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Answer, Session } from "../../eventstore/handler/handle.ts";
import type { CommandRun, Leaf } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { withInstance } from "../run.ts";
import { reason } from "../terminal/argument.ts";
import { CliFault, refusalFault } from "../terminal/fault.ts";

/** Who gives it, under which id, and why. */
export interface By {
  readonly commandId: string;
  readonly session: Session;
  readonly reason: Reason | undefined;
}

export interface Done {
  readonly answer: Answer | Refusal;
  /** What it was about. */
  readonly id: string;
  readonly said: string;
  /** More for machines. */
  readonly more?: object;
  /** Shown now and never again; `then`: what to do with it. */
  readonly once?: { readonly name: string; readonly text: string; readonly then: string };
}

export interface Acting<Options> {
  readonly usage: string;
  readonly summary: string;
  /** The right that it asks for is the command's. */
  readonly command: { readonly right: Required; readonly name: string };
  readonly example: string;
  readonly options?: (line: Line) => unknown;
  act(instance: Instance, by: By, args: readonly string[], options: Options): Promise<Done>;
}

export const acting = <Options>(acts: Acting<Options>): Leaf => ({
  usage: acts.usage,
  summary: acts.summary,
  access: { kind: "gives", right: rightOf(acts.command) },
  load: async () => (line, run) => {
    acts.options?.(line);
    line
      .option("--reason <code:text>", "why: a code and a sentence", reason)
      .option("--json", "one line for machines")
      .addHelpText("after", `\n  ${acts.example}`)
      .action(async (...given: unknown[]) => {
        // Commander hands over the arguments, then the options, then the command.
        const options = given.at(-2) as Options & { readonly reason?: Reason };
        const args = given.slice(0, -2) as string[];
        await perform(run, acts, args, options);
      });
  },
});

function rightOf({ right, name }: Acting<never>["command"]): Right {
  if (right !== "own" && right !== "system") return right;
  throw new Error(`${name} is nobody's to give.`);
}

async function perform<Options>(
  run: CommandRun,
  acts: Acting<Options>,
  args: readonly string[],
  options: Options & { readonly reason?: Reason },
): Promise<void> {
  await withInstance(run, async (instance, { session }) => {
    const by = { commandId: randomUUID(), session, reason: options.reason };
    await tell(run, instance, await acts.act(instance, by, args, options));
  });
}

/** Throws the refusal. Whoever asks next sees what was done. */
export async function tell(run: CommandRun, instance: Instance, done: Done): Promise<void> {
  const { answer, id, said, more, once } = done;
  const { events, warnings = [] } = accepted(answer);
  // What is shown once is shown, whatever becomes of the read models.
  const words = events.length > 0 ? said : "It was so already; nothing was added.";
  const lines = [words, ...warnings.map((code) => `Allowed all the same: ${code}`)];
  const shown = once ? ["", once.text, "", once.then] : [];
  const json = {
    id,
    events: events.map(({ type }) => type),
    warnings,
    ...more,
    ...(once && { [once.name]: once.text }),
  };
  await run.terminal.write(
    run.json ? `${JSON.stringify(json)}\n` : `${[...lines, ...shown].join("\n")}\n`,
  );
  await waitUntilVisible(instance, events.at(-1)?.id);
}

/** Throws what refuses it. */
export function accepted(answer: Answer | Refusal): Extract<Answer, { outcome: "accepted" }> {
  if (isRefusal(answer)) throw refusalFault(answer);
  if (answer.outcome === "accepted") return answer;
  throw new CliFault(answer.code, answer.message);
}

/** A command of the domain about one thing that is named by the first argument. */
export function giving<State, Data, Event extends AnyEvent, Reads, Options>({
  command,
  find,
  data,
  said,
  ...rest
}: {
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly command: Command<State, Data, Event, Reads>;
  readonly options?: (line: Line) => unknown;
  readonly find: (instance: Instance, named: string) => Promise<Named>;
  readonly data: (options: Options, instance: Instance) => NoInfer<Data> | Promise<NoInfer<Data>>;
  readonly said: (name: string) => string;
}): Leaf {
  return acting<Options>({
    ...rest,
    command,
    async act(instance, by, [named = ""], options) {
      const { id, name } = await find(instance, named);
      const call = { ...callOf(by, id), data: await data(options, instance) };
      const answer = await instance.handler.execute(command, call, by.session);
      return { answer, id, said: said(name) };
    },
  });
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export const callOf = ({ commandId, reason: why }: By, id: string) => ({
  commandId,
  id,
  ...(why && { claims: { reason: why } }),
});

const missing = refuse("REASON_REQUIRED", "This asks for --reason CODE:TEXT, which is kept.");

/** For what asks for the reason before it begins. Throws REASON_REQUIRED. */
export function reasoned(by: By): By & { readonly reason: Reason } {
  const { reason: why } = by;
  if (!why) throw refusalFault(missing);
  return { ...by, reason: why };
}
