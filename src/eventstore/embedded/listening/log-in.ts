// Who may speak to the node over the network: one user with a password, sent with each call as
// HTTP basic authentication (RFC 7617), the way the official client sends what the connection
// string holds. What clients ask before they know how to log in is answered to everybody, as a real
// node does: where the cluster is and what it can do.
import { createHash, timingSafeEqual } from "node:crypto";
import {
  type Responder,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from "@grpc/grpc-js";
import type { Connections, Ends } from "./connections.ts";
import type { LogIn } from "./network.ts";
import type { WrongLogIns } from "./wrong-log-ins.ts";

const open = [/^\/event_store\.client\.gossip\./, /^\/event_store\.client\.server_features\./];

export function logInCheck(
  { user, password }: LogIn,
  connections: Connections,
  wrongLogIns: WrongLogIns,
): ServerInterceptor {
  const wanted = digest(`${user}:${password}`);
  const isKnown = (header: string): boolean => {
    const given = /^basic ([\w+/=-]+)$/i.exec(header)?.[1];
    const text = given === undefined ? "" : Buffer.from(given, "base64").toString("utf8");
    return timingSafeEqual(digest(text), wanted);
  };
  /** Undefined where it has to wait, and is not looked at. */
  const lookedAt = (header: string, on: Ends): boolean | undefined => {
    const { remoteAddress = "" } = on;
    // Who has logged in does not wait for what others of that address do.
    const isStranger = connections.isStranger(on);
    if (isStranger && wrongLogIns.mustWait(remoteAddress)) return undefined;
    const isLoggedIn = isKnown(header);
    if (!isLoggedIn && header !== "") wrongLogIns.wrong(remoteAddress);
    if (isLoggedIn && isStranger) wrongLogIns.right(remoteAddress);
    return isLoggedIn;
  };
  return ({ path, requestDeserialize }, call) => {
    const isOpen = open.some((service) => service.test(path));
    const responder: Responder = {
      start(next) {
        const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, pass) => {
          const [header = ""] = metadata.get("authorization");
          const on = call.getConnectionInfo();
          const isLoggedIn = lookedAt(String(header), on);
          connections.called(on, isLoggedIn === true);
          if (isOpen || isLoggedIn) pass(metadata);
          else call.sendStatus(isLoggedIn === undefined ? tooMany : notKnown);
        });
        next(listener.build());
      },
    };
    if (!isOpen) return new ServerInterceptingCall(call, responder);
    return new UnreadCall(call, responder, requestDeserialize(Buffer.alloc(0)));
  };
}

const notKnown = {
  code: status.UNAUTHENTICATED,
  details: "The user and the password are not the right ones, or there are none.",
};
/** No log-in is told to be wrong that was not looked at: clients ask again. */
const tooMany = {
  code: status.UNAVAILABLE,
  details: "Too many wrong passwords came from this address. Wait a minute.",
};

type CallListener = Parameters<ServerInterceptingCall["start"]>[0];

/**
 * What is answered to everybody asks with an empty message. So nothing of what is sent is read:
 * gRPC would hold a message, and unpack it, up to the size that those who are known may send.
 */
class UnreadCall<Message> extends ServerInterceptingCall {
  private readonly message: Message;
  private listener: CallListener | undefined;
  private isHanded = false;

  constructor(call: ServerInterceptingCallInterface, responder: Responder, message: Message) {
    super(call, responder);
    this.message = message;
  }

  override start(listener: CallListener): void {
    this.listener = listener;
    super.start(listener);
  }

  override startRead(): void {
    if (this.isHanded) {
      this.listener?.onReceiveHalfClose();
      return;
    }
    this.isHanded = true;
    this.listener?.onReceiveMessage(this.message);
  }
}

/** Of equal length, so that comparing tells nothing of the length. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
