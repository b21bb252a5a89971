// Append: one call, one append. The official client uses it when a call carries credentials of its
// own.
import type { ServerReadableStream, ServiceError, sendUnaryData } from "@grpc/grpc-js";
import { MalformedMessage } from "../../protobuf/wire-reader.ts";
import type { Store } from "../store/store.ts";
import type { AppendMessage } from "../wire/append-messages.ts";
import { encodeAppendSuccess, encodeAppendWrongVersion } from "../wire/append-response.ts";
import type { Decoded } from "../wire/tolerant.ts";
import type { HeldBytes } from "./held-bytes.ts";
import { arrivalMsMax, Proposal } from "./limits.ts";
import type { LiveCalls } from "./live-calls.ts";
import {
  accessDenied,
  deadlineExceeded,
  invalidArgument,
  malformed,
  storeFailed,
  streamDeleted,
} from "./refusal.ts";

export type AppendHandler = (
  call: ServerReadableStream<Decoded<AppendMessage>, Buffer>,
  callback: sendUnaryData<Buffer>,
) => void;

export function appendHandler(store: Store, calls: LiveCalls, held: HeldBytes): AppendHandler {
  return (call, callback) => {
    const reply = calls.unary(callback);
    let proposal: Proposal | undefined;
    let isRefused = false;
    const arrived = (): void => {
      clearTimeout(timer);
      proposal?.release();
    };
    const refuse = (error: ServiceError): void => {
      isRefused = true;
      arrived();
      proposal = undefined;
      reply(error);
    };
    const timer = setTimeout(() => refuse(deadlineExceeded()), arrivalMsMax);
    call.on("data", (message: Decoded<AppendMessage>) => {
      if (isRefused) return;
      if (message instanceof MalformedMessage) {
        refuse(malformed(message));
        return;
      }
      const { options, event } = message;
      if (options !== undefined) {
        proposal?.release();
        proposal = new Proposal(options, held);
      }
      const fault =
        proposal === undefined
          ? invalidArgument("An append starts with its options.")
          : (proposal.fault() ?? (event && proposal.add(event)));
      if (fault !== undefined) refuse(fault);
    });
    call.on("error", () => refuse(invalidArgument("The append was broken off.")));
    call.on("cancelled", () => refuse(invalidArgument("The append was broken off.")));
    call.on("end", () => {
      if (isRefused) return;
      arrived();
      if (proposal === undefined) refuse(invalidArgument("An append starts with its options."));
      else void carryOut(store, proposal, call.getDeadline(), reply);
    });
  };
}

async function carryOut(
  store: Store,
  proposal: Proposal,
  deadline: Date | number,
  reply: sendUnaryData<Buffer>,
): Promise<void> {
  const { stream, expected, events } = proposal;
  const deadlineMs = Math.min(proposal.deadlineMs, Number(deadline));
  const outcome = await store.write({ kind: "append", stream, expected, deadlineMs, events });
  switch (outcome.kind) {
    case "written":
      return reply(null, encodeAppendSuccess(outcome));
    case "wrongExpectedVersion":
      return reply(null, encodeAppendWrongVersion(outcome.current, expected));
    case "streamDeleted":
      return reply(streamDeleted(stream));
    case "kept":
      return reply(accessDenied(stream));
    case "deadlineExceeded":
      return reply(deadlineExceeded());
    case "failed":
      return reply(storeFailed(outcome.fault));
    default:
      return outcome satisfies never;
  }
}
