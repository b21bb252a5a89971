// The calls in progress, so that a graceful stop ends each the way clients take for "come back
// later": streams with CANCELLED, single answers with UNAVAILABLE. A connection that just breaks
// gives an error they do not retry.
import { type ServiceError, type sendUnaryData, status } from "@grpc/grpc-js";
import { shuttingDown } from "./refusal.ts";

export class LiveCalls {
  private readonly enders = new Set<() => void>();
  private isStopping = false;

  get stopping(): boolean {
    return this.isStopping;
  }

  /** Registers a streaming call; the returned function forgets it. */
  stream(end: (error: ServiceError) => void): () => void {
    return this.add(() => end(shuttingDown(status.CANCELLED)));
  }

  /** Wraps a call's callback: it answers once, whoever comes first. */
  unary<Answer>(callback: sendUnaryData<Answer>): sendUnaryData<Answer> {
    let isOpen = true;
    const answer: sendUnaryData<Answer> = (error, value) => {
      if (!isOpen) return;
      isOpen = false;
      forget();
      callback(error, value);
    };
    const forget = this.add(() => answer(shuttingDown(status.UNAVAILABLE)));
    return answer;
  }

  /** From now on every call is ended, those that come later too. */
  endAll(): void {
    this.isStopping = true;
    for (const end of [...this.enders]) end();
  }

  private add(end: () => void): () => void {
    this.enders.add(end);
    if (this.isStopping) setImmediate(() => this.enders.has(end) && end());
    return () => this.enders.delete(end);
  }
}
