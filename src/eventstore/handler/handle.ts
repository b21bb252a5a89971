// The command handler: folds from the log, asks the pure decision, appends with the exact revision
// (design, section 2).
import { type Permits, type Permitted, permissions } from "../../domain/kernel/access/standing.ts";
import { type Command, LongPast } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Claims, Metadata } from "../../domain/kernel/metadata.ts";
import { refuseAhead } from "../../domain/kernel/precondition.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Codec, Facts } from "../codec.ts";
import { EventFault } from "../event-fault.ts";
import { EventLogFault } from "../event-log-fault.ts";
import { createFolds, type Folds } from "../fold/fold.ts";
import type { Given } from "../fold/given.ts";
import type { KeptFolds } from "../fold/kept-folds.ts";
import type { EventLog } from "../port.ts";
import { streamOf } from "../stream-name.ts";
import { contextOf } from "./context.ts";
import { eventId } from "./event-id.ts";
import { createNote, type Note } from "./note.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { type Means, recordRefusal } from "./record-refusal.ts";
import { createRefusalsOfSite } from "./refusals-of-site.ts";
import { firstAnswer, repeated } from "./repeat.ts";
import { reserveIdentifiers } from "./reserve.ts";
import { asked, readAlso, refuseToActFor } from "./scope.ts";

/** Who acts, where, and what they may: the server's knowledge, never the caller's word. */
export interface Session
  extends Pick<Metadata, "actor" | "authentication" | "site" | "legalEntity" | "zone"> {
  readonly permits: Permits;
  /** The device that a driver of this product has read for the command; never the caller's word. */
  readonly readOn?: string;
}

export interface Call {
  /** uuidv7 of the caller, or derived: the same id is the same command, whatever happens. */
  readonly commandId: string;
  /** The aggregate's id. */
  readonly id: string;
  readonly data: unknown;
  readonly claims?: Partial<Claims>;
  /**
   * Refuse with REVISION_CHANGED unless the stream stands exactly there (-1: it does not exist).
   */
  readonly ifRevision?: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** Asked once the right is had, and not of a repetition. */
  readonly permitted?: () => Promise<Refused | undefined>;
  /** Puts away what its events name: once nothing refuses it, before they are recorded. */
  readonly keep?: () => Promise<unknown>;
}

export type Refused = Extract<Answer, { readonly outcome: "refused" }>;

export type Answer =
  | {
      readonly outcome: "accepted";
      readonly stream: string;
      /** Of the stream's last event as far as this command knows. */
      readonly revision: number;
      /** None: it had happened already. */
      readonly events: Given["events"];
      /** Appended before, to streams of their own: the identifiers that it took. */
      readonly reserved: Given["events"];
      /** Codes of what was allowed all the same, by the rules of access. */
      readonly warnings?: readonly string[];
      readonly repeated: boolean;
    }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly message: string;
      /** Of a code that stands for several: which it is, a stable word. */
      readonly cause?: string;
      readonly pointers?: readonly { readonly pointer: string; readonly message: string }[];
      /** Where the attempt is kept, for codes that are. */
      readonly events: Given["events"];
      readonly repeated: boolean;
    };

export interface Clock {
  readonly kind: "real" | "simulated";
  now(): Date;
}

/** What every event says of the program that wrote it. */
export interface Instance {
  readonly appVersion: string;
  readonly configRevision: string;
  readonly zoneDatabase: string;
  readonly clock: Clock;
}

export interface Handler {
  execute<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    call: Call,
    session: Session,
  ): Promise<Answer>;
  readonly load: Folds["load"];
}

export interface Noting {
  readonly note: Note;
}

/** Everything one attempt of a command works with. */
export interface Attempt {
  readonly command: Command<unknown, unknown, AnyEvent, unknown>;
  readonly call: Call;
  readonly session: Session;
  readonly stream: string;
  readonly at: string;
  /** It looks back further than what is kept at hand. */
  readonly whole?: boolean;
}

/** What of an attempt stands in its events. */
export type Acting = Omit<Attempt, "command"> & { readonly command?: { readonly name: string } };

const attemptsMax = 5;

export function createHandler(
  log: EventLog,
  codec: Codec,
  instance: Instance,
  kept?: KeptFolds,
): Handler & Noting {
  const folds = createFolds(log, codec, { ...(kept && { kept }) });
  const inTurn = oneAtATime();
  const refusals = createRefusalsOfSite(folds);
  const means: Means = { log, append, folds, refusals, inTurn };
  const { clock, ...build } = instance;

  function facts({ command, call, session, at }: Acting, basedOn: Facts["basedOn"]): Facts {
    const { commandId, claims } = call;
    const causation = call.causationId && { $causationId: call.causationId };
    const { permits: _, readOn: __, ...known } = session;
    return {
      recordedAt: at,
      clock: clock.kind,
      ...build,
      ...known,
      basedOn,
      commandId,
      ...(command && { command: command.name }),
      occurredAt: at,
      ...claims,
      $correlationId: call.correlationId ?? commandId,
      ...causation,
    };
  }

  async function append(
    attempt: Acting,
    revision: number,
    events: readonly AnyEvent[],
    basedOn: Facts["basedOn"] = [],
  ): Promise<Given["events"]> {
    const { stream, call } = attempt;
    const shared = facts(attempt, basedOn);
    const proposed = events.map((event, n) => {
      const placed = { id: eventId(call.commandId, stream, n), stream, revision: revision + 1 + n };
      return codec.encode(placed, event, shared);
    });
    await log.append(stream, proposed, revision < 0 ? "no_stream" : revision);
    return proposed.map(({ id, type }, n) => ({ id, type, revision: revision + 1 + n }));
  }

  async function once(attempt: Attempt): Promise<Answer> {
    const { command, call, stream, whole = false } = attempt;
    const folded = await folds.load(command.aggregate, call.id, { whole });
    const { first, own, asker } = await firstAnswer(refusals, attempt, folded);
    if (own) return repeated(stream, own);
    const refusing = (refusal: Refusal, by = asker) => recordRefusal(means, by, folded, refusal);
    const read = await readAlso(folds, attempt);
    const { also, basedOn } = read;
    // Before anything is said of the stream: who may not is told nothing of it, and is recorded.
    const roles = permissions(attempt.session.permits, asked(attempt, folded, read));
    if (isRefusal(roles)) return refusing(roles);
    const unnamed = refuseToActFor(attempt.session, call.claims);
    if (unnamed) return refusing(unnamed);
    if (first) return repeated(stream, first);
    const refused = await call.permitted?.();
    if (refused) return refused;
    // Under an id of their own where another's refusal has used up the one that was given.
    if (call.ifRevision !== undefined && call.ifRevision !== folded.revision) {
      const where = `${stream} stands at revision ${folded.revision}`;
      return refusing(refuse("REVISION_CHANGED", `${where}, not at ${call.ifRevision}.`));
    }
    const { inRole, decision, warnings } = firstAllowed(roles, (permitted) => {
      const acting = { ...asker, session: actingAs(attempt.session, permitted) };
      const context = { ...contextOf(acting, folded, read), also };
      const decided = refuseAhead(context) ?? command.decide(call.data, folded.state, context);
      return { inRole: acting, decision: decided, warnings: permitted.warnings };
    });
    if (isRefusal(decision)) return refusing(decision, inRole);
    const { site } = attempt.session;
    const wanted = command.reserves?.identifiers(call.data, call.id, site, folded.state) ?? [];
    const code = command.reserves?.code ?? "IDENTIFIER_TAKEN";
    const reserved = await reserveIdentifiers(means, inRole, wanted, code);
    if (isRefusal(reserved)) return refusing(reserved, inRole);
    await call.keep?.();
    const events =
      decision.length > 0 ? await append(inRole, folded.revision, decision, basedOn) : [];
    const revision = folded.revision + events.length;
    const warned = warnings.length > 0 && { warnings };
    return { outcome: "accepted", stream, revision, events, reserved, ...warned, repeated: false };
  }

  async function retried(attempt: Attempt): Promise<Answer> {
    let whole = false;
    for (let n = 1; ; n += 1) {
      try {
        return await once({ ...attempt, at: clock.now().toISOString(), whole });
      } catch (error) {
        if (error instanceof LongPast && !whole) {
          whole = true;
          continue;
        }
        if (error instanceof EventFault && error.code === "MALFORMED_TEXT") {
          return malformed("MALFORMED_TEXT", error.message, error.pointer ?? "");
        }
        const lost = error instanceof EventLogFault && error.code === "WRONG_EXPECTED_REVISION";
        if (!lost || n >= attemptsMax) throw error;
      }
    }
  }

  return {
    execute(command, call, session) {
      const parsed = command.data.safeParse(call.data);
      if (!parsed.success) return Promise.resolve(malformedCommand(parsed.error.issues));
      const stream = streamOf(command.aggregate.category, call.id);
      // The command's own types end here: what follows is the same for all of them.
      const general = command as unknown as Attempt["command"];
      const shaped = { ...call, data: parsed.data };
      const attempt = { command: general, call: shaped, session, stream, at: "" };
      return inTurn(stream, () => retried(attempt));
    },
    load: folds.load,
    note: createNote(means, clock),
  };
}

/**
 * In the first role in which it is not refused: a rule may ask for one of them. Where it is in
 * each, in the first.
 */
function firstAllowed<Decided extends { readonly decision: object }>(
  [first, ...others]: readonly [Permitted, ...Permitted[]],
  decide: (permitted: Permitted) => Decided,
): Decided {
  const decided = decide(first);
  if (!isRefusal(decided.decision)) return decided;
  for (const other of others) {
    const again = decide(other);
    if (!isRefusal(again.decision)) return again;
  }
  return decided;
}

/** The role as of then is the one that allowed it (11.10(g); draft Annex 11, 12.2). */
function actingAs(session: Session, { role }: Permitted): Session {
  if (role === undefined || session.actor.kind !== "person") return session;
  return { ...session, actor: { ...session.actor, role } };
}

const malformed = (code: string, message: string, pointer: string): Answer => ({
  outcome: "refused",
  code,
  message,
  pointers: [{ pointer, message }],
  events: [],
  repeated: false,
});

function malformedCommand(issues: readonly { path: PropertyKey[]; message: string }[]): Answer {
  const pointers = issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step)}`).join(""),
    message,
  }));
  const message = pointers.map((at) => `${at.pointer || "/"}: ${at.message}`).join("; ");
  const code = "MALFORMED_COMMAND";
  return { outcome: "refused", code, message, pointers, events: [], repeated: false };
}
