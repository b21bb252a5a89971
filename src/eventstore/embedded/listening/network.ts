// Where the node listens for other machines: over TLS and with a password, or not at all.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ServerCredentials } from "@grpc/grpc-js";
import { EmbeddedNodeFault } from "../fault.ts";
import type { ConnectionLimits } from "./connections.ts";

export interface LogIn {
  readonly user: string;
  readonly password: string;
}

export interface NetworkOptions {
  /** An address of this machine; 0.0.0.0 or :: for all of them. */
  readonly host: string;
  /** Port 0: any free one. */
  readonly port: number;
  /** PEM files: the certificate, with those that vouch for it, and its private key. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly logIn: LogIn;
  /** Other than `networkLimits`. */
  readonly limits?: Partial<ConnectionLimits>;
}

/** So long a password is not guessed over a network. */
export const passwordLengthMin = 12;

/** What HTTP basic authentication can tell from the password that follows (RFC 7617, 2). */
export const isUserName = (user: string): boolean => /^[^:\p{Cc}]+$/u.test(user);

/** Throws `EmbeddedNodeFault` NETWORK_ENDPOINT_INSECURE. */
export function networkCredentials(options: NetworkOptions): ServerCredentials {
  const { user, password } = options.logIn;
  if (!isUserName(user)) throw insecure("a user without a colon in the name is needed");
  if (password.length < passwordLengthMin) {
    throw insecure(`a password of at least ${passwordLengthMin} characters is needed`);
  }
  try {
    const pair = {
      cert_chain: readFileSync(options.certificateFile),
      private_key: readFileSync(options.keyFile),
    };
    const certificate = new X509Certificate(pair.cert_chain);
    if (!certificate.checkPrivateKey(createPrivateKey(pair.private_key))) {
      throw new TypeError(`${options.keyFile} is not the key of ${options.certificateFile}`);
    }
    return ServerCredentials.createSsl(null, [pair], false);
  } catch (error) {
    throw insecure(error instanceof Error ? error.message : String(error));
  }
}

function insecure(why: string): EmbeddedNodeFault {
  const message = `The embedded node listens on a network over TLS and with a log-in only: ${why}.`;
  return new EmbeddedNodeFault("NETWORK_ENDPOINT_INSECURE", message);
}
