// Runs the embedded node as a child process: starts it, starts it again on the same endpoint when
// it dies, ends it.
import { setTimeout as pause } from "node:timers/promises";
import { chooseEndpoint } from "./endpoint.ts";
import { EmbeddedNodeFault } from "./fault.ts";
import type { NodeConfig } from "./node-config.ts";
import { type NodeProcess, startProcess } from "./node-process.ts";
import type { ServeOptions } from "./server.ts";
import type { Synchronous } from "./store/operation.ts";

export interface NodeLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EmbeddedNodeOptions extends ServeOptions {
  /** Holds the log; made when it is not there. One running node per folder. */
  readonly directory: string;
  /**
   * FULL (default): an acknowledged append survives a power cut. NORMAL: only a crash; for tests.
   */
  readonly synchronous?: Synchronous;
  /**
   * Fences the log before it is served, and serves it to be read alone: it moves to this address.
   * No other node opens it from then on.
   */
  readonly movingTo?: string;
  /** Streams "<category>-..." of these keep everything: see `Keeping`. */
  readonly keptCategories?: readonly string[];
  readonly logger?: NodeLogger;
}

export interface EmbeddedNode {
  /**
   * "unix:/..." or "127.0.0.1:1234", as the official client takes it; stays the same over restarts.
   */
  readonly endpoint: string;
  /** "0.0.0.0:2113": where other machines reach it, if they do. */
  readonly network: string | undefined;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Ends the node: what was handed in is answered first. */
  stop(): Promise<void>;
  /** kill -9, for tests; the node is started again. */
  kill(): void;
  /** Resolves when the node is down for good: it was stopped, or another took its data folder. */
  readonly exited: Promise<NodeExit>;
}

export type NodeExit = { readonly reason: "stopped" } | { readonly reason: "DATA_DIR_IN_USE" };

const firstDelayMs = 50;
const delayMsMax = 2_000;
/** A node that ran so long before it died is started again at once. */
const steadyMs = 500;
const stopMsMax = 10_000;

/** Milliseconds of a clock that only goes forward, and waiting by it. */
export interface Clock {
  now(): number;
  /** Resolves early when the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => {}),
};

/** Throws `EmbeddedNodeFault` with a stable code when the node cannot start. */
export async function startEmbeddedNode(
  options: EmbeddedNodeOptions,
  clock: Clock = realClock,
): Promise<EmbeddedNode> {
  chooseEndpoint(options);
  const { logger: given, synchronous = "FULL", keptCategories = [], ...where } = options;
  const logger = given ?? stderrLogger;
  const config: NodeConfig = { ...where, synchronous, keptCategories };
  const first = await startProcess(config, (line) => logLine(logger, line));
  const { network } = config;
  const again = network && { network: { ...network, ...portOf(first.network) } };
  return new Supervisor({ ...config, ...portOf(first.endpoint), ...again }, first, logger, clock);
}

class Supervisor implements EmbeddedNode {
  readonly endpoint: string;
  readonly network: string | undefined;
  readonly exited: Promise<NodeExit>;
  private readonly config: NodeConfig;
  private readonly logger: NodeLogger;
  private readonly clock: Clock;
  private readonly stopping = new AbortController();
  private current: NodeProcess;
  private isUp = true;

  constructor(config: NodeConfig, first: NodeProcess, logger: NodeLogger, clock: Clock) {
    this.config = config;
    this.clock = clock;
    this.current = first;
    this.logger = logger;
    this.endpoint = first.endpoint;
    this.network = first.network;
    this.exited = this.supervise();
  }

  get pid(): number {
    return this.current.pid;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.current.end();
    const timer = setTimeout(() => this.current.kill(), stopMsMax);
    await this.exited;
    clearTimeout(timer);
  }

  kill(): void {
    if (this.isUp) this.current.kill();
  }

  private async supervise(): Promise<NodeExit> {
    for (let delayMs = firstDelayMs; ; ) {
      const startedMs = this.clock.now();
      const { code, signal } = await this.current.exited;
      this.isUp = false;
      if (this.stopping.signal.aborted) return { reason: "stopped" };
      this.logger.error({ code, signal }, "The event node died; starting it again.");
      if (this.clock.now() - startedMs > steadyMs) delayMs = firstDelayMs;
      const outcome = await this.restart(delayMs);
      if (outcome !== "started") return { reason: outcome };
      delayMs = Math.min(2 * delayMs, delayMsMax);
    }
  }

  private async restart(firstMs: number): Promise<"started" | NodeExit["reason"]> {
    for (let delayMs = firstMs; ; delayMs = Math.min(2 * delayMs, delayMsMax)) {
      await this.clock.pause(delayMs, this.stopping.signal);
      if (this.stopping.signal.aborted) return "stopped";
      try {
        this.current = await startProcess(this.config, (line) => logLine(this.logger, line));
        this.isUp = true;
        // Told to stop while it was starting.
        if (this.stopping.signal.aborted) this.current.end();
        return "started";
      } catch (error) {
        const code = error instanceof EmbeddedNodeFault ? error.code : "NODE_START_FAILED";
        this.logger.error({ code, error: String(error) }, "The event node cannot start.");
        if (code === "DATA_DIR_IN_USE") return code;
      }
    }
  }
}

/** Port 0 is chosen once; after a restart clients find the node where it was. */
function portOf(endpoint: string | undefined): { port?: number } {
  const port = /^(?!unix:).*:(\d+)$/.exec(endpoint ?? "")?.[1];
  return port === undefined ? {} : { port: Number(port) };
}

const stderrLogger: NodeLogger = {
  info: () => {},
  error: (fields, message) => {
    process.stderr.write(`${JSON.stringify({ level: "error", ...fields, message })}\n`);
  },
};

function logLine(logger: NodeLogger, line: string): void {
  try {
    logger.error(JSON.parse(line), "Event node");
  } catch {
    logger.error({ line }, "Event node");
  }
}
