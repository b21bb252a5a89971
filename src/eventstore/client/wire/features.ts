// What the server at the other end of a connection can do besides the oldest protocol: it says so
// itself. The client's own way of asking keeps a failure for good, and is not used.
import featuresPb from "@eventstore/db-client/generated/serverfeatures_pb.js";
import { type Client, Metadata } from "@grpc/grpc-js";

const path = "/event_store.client.server_features.ServerFeatures/GetSupportedMethods";
const patienceMs = 2_000;

export class Features {
  /** By what speaks over one connection. */
  readonly #known = new WeakMap<Client, Promise<ReadonlySet<string>>>();

  /**
   * False also while the server tells nothing: then it is asked again, and the call that is made
   * without knowing finds out what is wrong.
   */
  async has(client: Client, method: string, feature = ""): Promise<boolean> {
    const known = this.#known.get(client) ?? ask(client);
    this.#known.set(client, known);
    try {
      return (await known).has(nameOf(method, feature));
    } catch {
      this.#known.delete(client);
      return false;
    }
  }
}

const nameOf = (method: string, feature: string) => `${method} ${feature}`.toLowerCase();

function ask(client: Client): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      () => Buffer.alloc(0),
      (bytes) => featuresPb.SupportedMethods.deserializeBinary(bytes),
      null,
      new Metadata(),
      { deadline: Date.now() + patienceMs },
      (error, told) => (told ? resolve(namesIn(told)) : reject(error)),
    );
  });
}

function namesIn(told: InstanceType<typeof featuresPb.SupportedMethods>): ReadonlySet<string> {
  const names = told.getMethodsList().flatMap((method) => {
    const name = `/${method.getServiceName()}/${method.getMethodName()}`;
    return ["", ...method.getFeaturesList()].map((feature) => nameOf(name, feature));
  });
  return new Set(names);
}
