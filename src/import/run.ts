// One run of the import: the commands it gives, each with an id that is worked out from
// what the files say, so that the same content is the same command at every repetition.

import { changeIdentifierContent, reserveIdentifier } from "../domain/identifier/commands.ts";
import { identifier } from "../domain/identifier/identifier.ts";
import { noteAnomaly, noteImportConflict } from "../domain/import/commands.ts";
import type { Command } from "../domain/kernel/decider.ts";
import type { AnyEvent } from "../domain/kernel/event-type.ts";
import type { Identifier } from "../domain/kernel/identifier.ts";
import type { Claims, Reason } from "../domain/kernel/metadata.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Answer, Handler, Session } from "../eventstore/handler/handle.ts";
import { identifierId } from "../eventstore/handler/reserve.ts";

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Finding extends Place {
  readonly code: string;
  readonly text: string;
  readonly batch?: string;
}

/**
 * What stands under a key: this content as it first came,
 * this content by correction, or another that stays.
 */
export type Standing =
  | { readonly as: "imported" }
  /**
   * `edition`: how often the content was changed, so that a
   * third content is another command than the first.
   */
  | { readonly as: "corrected"; readonly edition: number }
  | { readonly as: "conflict" };

/** What stands in the source under a key of its own, and becomes a batch. */
export interface Item {
  /** `laboratory`: one key may stand for several kinds of content. */
  readonly kind: string;
  readonly key: string;
  readonly batchId: string;
  /** `batch 164`, as people say it. */
  readonly called: string;
}

export interface RunParts {
  /** Fixed by the importer: the same data from any folder is the same data set. */
  readonly dataSet: string;
  readonly handler: Handler;
  readonly session: Session;
  /** The person or the service that runs the import. */
  readonly onBehalfOf: string | undefined;
  readonly importId: string;
  /** Other content replaces what was imported, by corrections that give this reason. */
  readonly correct: Reason | undefined;
  readonly signal: AbortSignal | undefined;
}

export class Run {
  readonly #parts: RunParts;
  events = 0;
  anomalies = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  get importId(): string {
    return this.#parts.importId;
  }

  get handler(): Handler {
    return this.#parts.handler;
  }

  get correctionReason(): Reason | undefined {
    return this.#parts.correct;
  }

  /**
   * `key`: what the command is about and its content; equal
   * keys are one command. False: it was refused, and noted.
   */
  async give<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
    key: readonly string[],
    at: Place & { readonly batch?: string },
    claims: Partial<Claims> = {},
  ): Promise<boolean> {
    this.#parts.signal?.throwIfAborted();
    const commandId = this.commandId(command, id, key);
    const { importId: correlationId } = this.#parts;
    const call = { commandId, id, data, claims: this.#claims(claims), correlationId };
    const answer = await this.#parts.handler.execute(command, call, this.#parts.session);
    this.#count(answer);
    if (answer.outcome === "accepted") return true;
    const text = `${command.name} was refused: ${answer.message}`;
    await this.note({ ...at, code: answer.code, text });
    return false;
  }

  commandId({ name }: { readonly name: string }, id: string, key: readonly string[]): string {
    return derivedId(this.#parts.dataSet, name, id, ...key);
  }

  async note({ file, line, code, text, batch }: Finding): Promise<void> {
    this.anomalies += 1;
    const data = { file, line, code, text, ...(batch !== undefined && { batchId: batch }) };
    const key = [this.#parts.importId, code, file, String(line), text];
    await this.#record(noteAnomaly, data, key);
  }

  /** Takes the key for the batch; says whether what stands under it is this content. */
  async take(item: Item, digest: string, place: Place): Promise<Standing> {
    const { kind, batchId: batch } = item;
    const { dataSet, correct: reason, importId } = this.#parts;
    const at = { file: place.file, line: place.line };
    const key: Identifier = { scheme: "importKey", issuer: dataSet, value: `${kind}/${item.key}` };
    const id = identifierId(key);
    const holder = { kind: "batch" as const, id: batch };
    await this.give(reserveIdentifier, id, { ...key, holder, digest }, [], { ...at, batch });
    const { state, revision } = await this.#parts.handler.load(identifier, id);
    if (state.status === "reserved" && state.digest === digest) {
      return revision === 0 ? { as: "imported" } : { as: "corrected", edition: revision };
    }
    const formerDigest = (state.status === "reserved" && state.digest) || digest;
    if (reason) {
      const content = [importId, digest, String(revision)];
      await this.give(
        changeIdentifierContent,
        id,
        { digest },
        content,
        { ...at, batch },
        { reason },
      );
      return { as: "corrected", edition: revision + 1 };
    }
    this.anomalies += 1;
    const name = `${dataSet}, ${kind}, ${item.called}`;
    const found = { key: name, formerDigest, newDigest: digest, ...at, batchId: batch };
    await this.#record(noteImportConflict, found, [importId, kind, batch, digest]);
    return { as: "conflict" };
  }

  /** In the import's own stream. */
  async #record<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    data: NoInfer<Data>,
    key: readonly string[],
  ): Promise<void> {
    const { handler, session, importId: id } = this.#parts;
    const commandId = this.commandId(command, id, key);
    const answer = await handler.execute(
      command,
      { commandId, id, data, claims: this.#claims() },
      session,
    );
    this.#count(answer);
    if (answer.outcome === "refused") throw new Error(`${command.name}: ${answer.message}`);
  }

  #claims(claims: Partial<Claims> = {}): Partial<Claims> {
    const { onBehalfOf } = this.#parts;
    return onBehalfOf === undefined ? claims : { onBehalfOf, ...claims };
  }

  #count(answer: Answer): void {
    if (!answer.repeated) this.events += answer.events.length;
    if (answer.outcome === "accepted") this.events += answer.reserved.length;
  }
}
