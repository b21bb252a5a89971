// The states of a phase and what leads from one to another: ANSI/ISA-88.00.01 (IEC 61512-1), modes
// and states, the example matrix for procedural elements. A phase is told of by people, after it
// got there: of pausing, holding, restarting, stopping and aborting only where they settle.
export type PhaseState =
  | "idle"
  | "running"
  | "paused"
  | "held"
  | "completed"
  | "stopped"
  | "aborted"
  | "skipped";

export type PhaseCommand =
  | "start"
  | "complete"
  /** A short stop at a point where the procedure allows it. */
  | "pause"
  | "resume"
  /** To a known safe state, for an exception; out of it by restarting. */
  | "hold"
  | "restart"
  /** An orderly end before its time, and an immediate one. */
  | "stop"
  | "abort"
  /** Ours: it is left out before it began. */
  | "skip";

type Transitions = Readonly<
  Record<PhaseState, Readonly<Partial<Record<PhaseCommand, Exclude<PhaseState, "idle">>>>>
>;

/** What is not here is not done. To start again is to reset, and to start. */
export const transitions: Transitions = {
  idle: { start: "running", skip: "skipped" },
  running: {
    complete: "completed",
    pause: "paused",
    hold: "held",
    stop: "stopped",
    abort: "aborted",
  },
  paused: { resume: "running", hold: "held", stop: "stopped", abort: "aborted" },
  held: { restart: "running", stop: "stopped", abort: "aborted" },
  stopped: { start: "running", skip: "skipped", abort: "aborted" },
  aborted: { start: "running", skip: "skipped" },
  // Only where its loop goes round, or where that it was done is let off.
  completed: { start: "running" },
  skipped: { start: "running" },
};

export const allows = (state: PhaseState, command: PhaseCommand): boolean =>
  transitions[state][command] !== undefined;

/**
 * Whether it is so by this very command already: what runs does not say whether it was started,
 * resumed or restarted.
 */
export const isDoneBy = (state: PhaseState, command: PhaseCommand): boolean =>
  state !== "running" && Object.values(transitions).some((of) => of[command] === state);

/** Begun and not over: its equipment is in use, and its time goes on. */
export const isOpen = ({ status }: { readonly status: PhaseState }): boolean =>
  allows(status, "stop");
