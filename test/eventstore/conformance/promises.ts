// What the protocol promises, group by group, and where that is documented. The suite checks it on
// the embedded node always, and on a real server when EVENTSTORE_URL names one.
// docs/event-node.md holds this table for people; a test compares the two.

export interface Promised {
  readonly promises: string;
  /** A page, or the message of the protocol as the client ships it. */
  readonly documented: string;
}

const server = "https://developers.eventstore.com/server/v23.10";
const client = "https://developers.eventstore.com/clients/grpc";

export const promised = {
  append: {
    promises:
      "An append is done whole or refused whole; its expected revision (any, no stream, " +
      "stream exists, exact) is kept; the answer names revision and position of its last " +
      "event.",
    documented: `${client}/appending-events.html, streams.proto AppendResp, BatchAppendResp`,
  },
  idempotency: {
    promises:
      "An append that is repeated with the same event ids and expectation is answered like " +
      "the first and adds nothing.",
    documented: `${client}/appending-events.html`,
  },
  deadline: {
    promises: "An append past its deadline is refused as such.",
    documented: "streams.proto BatchAppendReq.Options.deadline, shared.proto Timeout",
  },
  lifecycle: {
    promises:
      "Soft deletion hides a stream and lets it come back with its revisions going on; a " +
      "tombstone ends it for ever; $maxCount, $maxAge and $tb hide events; metadata, $acl " +
      "among it, is read back as it was set.",
    documented: `${server}/streams.html`,
  },
  readStream: {
    promises:
      "A stream is read forwards and backwards from a revision, with it; one that is not " +
      "there is told apart from an empty page.",
    documented: `${client}/reading-events.html, streams.proto ReadReq, ReadResp.StreamNotFound`,
  },
  link: {
    promises:
      "An event of type $> is given with the event that it points to, when that is asked " + "for.",
    documented: `${client}/reading-events.html, streams.proto ReadResp.ReadEvent.link`,
  },
  subscription: {
    promises:
      "A subscription is confirmed once, tells what is there and then what comes, each event " +
      "once and in order, begins after its position, and says when it has caught up.",
    documented: `${client}/subscriptions.html, streams.proto ReadResp.CaughtUp, FellBehind`,
  },
} as const satisfies Readonly<Record<string, Promised>>;
