// Who may speak to the node over the network: one user with a password, sent with each call as
// HTTP basic authentication (RFC 7617), the way the official client sends what the connection
// string holds. What clients ask before they know how to log in is answered to everybody, as a real
// node does: where the cluster is and what it can do.
import { createHash, timingSafeEqual } from "node:crypto";
import {
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from "@grpc/grpc-js";
import type { LogIn } from "./network.ts";

const open = [/^\/event_store\.client\.gossip\./, /^\/event_store\.client\.server_features\./];

export function logInCheck({ user, password }: LogIn): ServerInterceptor {
  const wanted = digest(`${user}:${password}`);
  const isKnown = (header: string): boolean => {
    const given = /^basic ([\w+/=-]+)$/i.exec(header)?.[1];
    const text = given === undefined ? "" : Buffer.from(given, "base64").toString("utf8");
    return timingSafeEqual(digest(text), wanted);
  };
  return ({ path }, call) =>
    new ServerInterceptingCall(call, {
      start(next) {
        const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, pass) => {
          const [header = ""] = metadata.get("authorization");
          if (open.some((service) => service.test(path)) || isKnown(String(header))) {
            pass(metadata);
            return;
          }
          const details = "The user and the password are not the right ones, or there are none.";
          call.sendStatus({ code: status.UNAUTHENTICATED, details });
        });
        next(listener.build());
      },
    });
}

/** Of equal length, so that comparing tells nothing of the length. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
