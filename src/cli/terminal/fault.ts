// How a "no" and a fault are told to a person, or to the program that called: one message with its
// stable code.
import { CommanderError } from "commander";
import type { Refusal } from "../../domain/kernel/refusal.ts";
import { WrongSettings } from "../instance/settings.ts";
import { scrubbed } from "./redaction.ts";
import { visible } from "./visible.ts";

export const exit = { done: 0, refused: 1, wrongUsage: 2, interrupted: 130 } as const;

export class CliFault extends Error {
  override readonly name = "CliFault";
  readonly code: string;
  /** More for machines: `nearest`, `candidates`. */
  readonly details: { readonly [member: string]: unknown };

  constructor(
    code: string,
    message: string,
    { cause, ...details }: { readonly cause?: unknown; readonly [member: string]: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** A "no" of the product, with its own code. */
export const refusalFault = ({ refused, message, attempted }: Refusal): CliFault =>
  new CliFault(refused, message, { ...attempted });

/** The command was ended from outside, by Ctrl-C or a signal. */
export class Interrupted extends Error {
  readonly code = "INTERRUPTED";
}

/** Whoever read the answer has read enough: `batchproof audit | head`. */
export class ReaderGone extends Error {}

export interface Manner {
  readonly json: boolean;
  readonly verbose: boolean;
}

export interface Told {
  readonly text: string;
  readonly exitCode: number;
}

/**
 * What goes to standard error, and the exit code; no text where everything has been said already.
 */
export function told(error: unknown, { json, verbose }: Manner): Told {
  if (error instanceof CommanderError) {
    return { text: "", exitCode: error.exitCode === 0 ? exit.done : exit.wrongUsage };
  }
  if (error instanceof ReaderGone) return { text: "", exitCode: exit.done };
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const details = detailsOf(error);
  const stack = verbose && error instanceof Error ? `${stackOf(error)}\n` : "";
  const hint = code === unforeseen && !verbose ? "Run it again with --verbose to see where. " : "";
  const text = json
    ? `${JSON.stringify({ code, message, ...details })}\n`
    : `batchproof: ${message}${message.endsWith("\n") ? "" : " "}${hint}[${code}]\n`;
  return { text: visible(scrubbed(`${stack}${text}`)), exitCode: exitCodeOf(error) };
}

const unforeseen = "INTERNAL_FAULT";

function detailsOf(error: unknown): CliFault["details"] {
  if (error instanceof WrongSettings) return { faults: error.faults };
  return error instanceof CliFault ? error.details : {};
}

function exitCodeOf(error: unknown): number {
  // Settings that are well-formed and still not taken are refused.
  if (error instanceof WrongSettings && error.code === "WRONG_SETTINGS") return exit.wrongUsage;
  if (error instanceof Interrupted) return exit.interrupted;
  return exit.refused;
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return unforeseen;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
