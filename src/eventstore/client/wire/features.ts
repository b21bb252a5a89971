// What the server at the other end of a connection can do besides the oldest protocol: it says so
// itself. The client's own way of asking keeps a failure for good, and is not used.
import { WireReader } from "../../protobuf/wire-reader.ts";

export const featuresPath =
  "/event_store.client.server_features.ServerFeatures/GetSupportedMethods";

export class Features<Connection extends object> {
  readonly #ask: (connection: Connection) => Promise<Buffer>;
  readonly #known = new WeakMap<Connection, Promise<ReadonlySet<string>>>();

  /** `ask`: makes the call. */
  constructor(ask: (connection: Connection) => Promise<Buffer>) {
    this.#ask = ask;
  }

  /**
   * False also while the server tells nothing: then it is asked again, and the call that is made
   * without knowing finds out what is wrong.
   */
  async has(connection: Connection, method: string, feature = ""): Promise<boolean> {
    const known = this.#known.get(connection) ?? this.#ask(connection).then(namesIn);
    this.#known.set(connection, known);
    try {
      return (await known).has(nameOf(method, feature));
    } catch {
      this.#known.delete(connection);
      return false;
    }
  }
}

const nameOf = (method: string, feature: string) => `${method} ${feature}`.toLowerCase();

/** SupportedMethods { repeated SupportedMethod methods = 1; ... } */
function namesIn(told: Buffer): ReadonlySet<string> {
  const reader = new WireReader(told);
  const names: string[] = [];
  while (reader.next()) {
    if (reader.field === 1) names.push(...namesOf(reader.message()));
    else reader.passOver();
  }
  return new Set(names);
}

/**
 * SupportedMethod { string method_name = 1; string service_name = 2; repeated string features = 3;
 * }
 */
function namesOf(reader: WireReader): string[] {
  let [method, service] = ["", ""];
  const features = [""];
  while (reader.next()) {
    if (reader.field === 1) method = reader.text();
    else if (reader.field === 2) service = reader.text();
    else if (reader.field === 3) features.push(reader.text());
    else reader.passOver();
  }
  return features.map((feature) => nameOf(`/${service}/${method}`, feature));
}
