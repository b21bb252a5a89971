// Tells the story: each act is one command of one person, at a time of its own, with an id that is
// worked out.
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import type { RefusalCode } from "../../domain/kernel/refusal.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import type { View } from "../../processes/disposition/view.ts";
import type { Request } from "../../processes/request.ts";
import type { SimulatedClock } from "../clock.ts";
import { Cast, type Who } from "../people/cast.ts";
import { edition, plantSite } from "../site.ts";
import { StoryFault } from "./fault.ts";
import { type Random, randomFrom } from "./random.ts";

export type Accepted = Extract<Answer, { readonly outcome: "accepted" }>;

export interface More {
  readonly reason?: Reason;
  /** The business time, where it is not the time of entry. */
  readonly occurredAt?: Date;
  /** The device that its driver has just read. */
  readonly readOn?: string;
}

/** A command over two streams. */
type Process<Data> = (
  handler: Handler,
  request: Request<Data>,
  session: Session,
) => Promise<Answer>;

export interface Stage {
  readonly handler: Handler;
  readonly clock: SimulatedClock;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  readonly view: View | undefined;
}

/** In whose name it is done. */
type Maker = Pick<Session, "legalEntity">;

export class Story {
  readonly cast: Cast;
  readonly #stage: Stage;
  #chapter = "";
  #legalEntity: string = plantSite.legalEntity;
  #acts = 0;
  #firstDay = Temporal.PlainDate.from("2000-01-01");
  #random: Random = randomFrom("");
  #pace: Random = randomFrom("");

  constructor(stage: Stage) {
    this.#stage = stage;
    this.cast = new Cast((...parts) => this.id(...parts));
  }

  /** Chance and command ids begin anew: a chapter is the same whatever was told before it. */
  begin(chapter: string, firstDay: Temporal.PlainDate, of: Maker = plantSite): void {
    const seed = String(this.#stage.seed);
    this.#chapter = chapter;
    this.#legalEntity = of.legalEntity;
    this.#acts = 0;
    this.#firstDay = firstDay;
    this.#random = randomFrom(edition, seed, chapter);
    this.#pace = randomFrom(edition, seed, chapter, "pace");
  }

  get random(): Random {
    return this.#random;
  }

  get handler(): Handler {
    return this.#stage.handler;
  }

  /** What a lot is released on; undefined where there is nothing to see it in. */
  get view(): View | undefined {
    return this.#stage.view;
  }

  /** The id of something in the story: the same for the same words and the same seed. */
  id(...parts: readonly string[]): string {
    return derivedId(edition, String(this.#stage.seed), ...parts);
  }

  get now(): Date {
    return this.#stage.clock.now();
  }

  /** The date of a day of the chapter, counted from 0. */
  day(n: number): string {
    return this.#firstDay.add({ days: n }).toString();
  }

  /** Waits for a local time on a day of the chapter. */
  at(day: number, time: string): void {
    this.#stage.clock.waitUntil(this.instant(day, time));
  }

  instant(day: number, time: string): Date {
    const { zone: timeZone } = plantSite;
    const local = this.#firstDay.add({ days: day }).toZonedDateTime({ timeZone, plainTime: time });
    return new Date(local.epochMilliseconds);
  }

  wait(minutes: number): void {
    this.#stage.clock.advance(minutes * 60_000);
  }

  /** As long as it takes: sometimes more, sometimes less. */
  linger(least_min: number, most_min: number): void {
    this.#stage.clock.advance(this.#pace.between(least_min * 60_000, most_min * 60_000));
  }

  async act<State, Data, Event extends AnyEvent, Reads>(
    who: Who,
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
    more: More = {},
  ): Promise<Accepted> {
    return this.#accepted(command.name, await this.#execute(who, command, id, data, more));
  }

  /** A command over two streams. */
  async process<Data>(
    who: Who,
    process: Process<Data>,
    data: NoInfer<Data>,
    more: More = {},
  ): Promise<Accepted> {
    return this.#accepted(process.name, await this.#request(who, process, data, more));
  }

  /** What somebody tries and may not do. Returns the entry of the attempt. */
  async refused<State, Data, Event extends AnyEvent, Reads>(
    code: RefusalCode,
    who: Who,
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
    more: More = {},
  ): Promise<string> {
    return this.#refused(code, command.name, await this.#execute(who, command, id, data, more));
  }

  async refusedProcess<Data>(
    code: RefusalCode,
    who: Who,
    process: Process<Data>,
    data: NoInfer<Data>,
    more: More = {},
  ): Promise<string> {
    return this.#refused(code, process.name, await this.#request(who, process, data, more));
  }

  #execute<State, Data, Event extends AnyEvent, Reads>(
    who: Who,
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: Data,
    more: More,
  ): Promise<Answer> {
    const call = { ...this.#next(more), id, data };
    return this.#stage.handler.execute(command, call, this.#reading(who, more));
  }

  #request<Data>(who: Who, process: Process<Data>, data: Data, more: More): Promise<Answer> {
    const request = { ...this.#next(more), data };
    return process(this.#stage.handler, request, this.#reading(who, more));
  }

  /** Nobody does two things at once: time goes by before each. */
  #next({ reason, occurredAt }: More) {
    this.#stage.signal?.throwIfAborted();
    this.#stage.clock.advance(this.#pace.between(9_000, 40_000));
    this.#acts += 1;
    const claims = {
      ...(reason && { reason }),
      ...(occurredAt && { occurredAt: occurredAt.toISOString() }),
    };
    return { commandId: this.id(this.#chapter, String(this.#acts)), claims };
  }

  /** As who acts now. */
  session(who: Who): Session {
    const session = this.cast.session(who, this.now.toISOString().slice(0, 10));
    return { ...session, legalEntity: this.#legalEntity };
  }

  #reading(who: Who, { readOn }: More): Session {
    return { ...this.session(who), ...(readOn !== undefined && { readOn }) };
  }

  #accepted(name: string, answer: Answer): Accepted {
    if (answer.outcome === "accepted") return answer;
    throw this.#contradicted(name, `refused with ${answer.code} (${answer.message})`);
  }

  #refused(code: RefusalCode, name: string, answer: Answer): string {
    const outcome = answer.outcome === "accepted" ? answer.outcome : answer.code;
    if (outcome !== code) throw this.#contradicted(name, `${outcome}, and not ${code}`);
    return eventOf(answer, "AttemptRefused");
  }

  #contradicted(name: string, how: string): StoryFault {
    const where = `${this.#chapter}, act ${this.#acts}`;
    const message = `${name} was answered otherwise than the sample plant's story has it: ${how}`;
    return new StoryFault("STORY_CONTRADICTED", `${message} (${where}).`);
  }
}

/** The event of this type that an act led to. */
export function eventOf({ events }: Pick<Answer, "events">, type: string): string {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`The act led to no ${type}.`);
  return found.id;
}
