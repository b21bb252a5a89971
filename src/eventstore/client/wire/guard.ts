// Keeps the client's append stream from ending the process. Two things in the client do so:
// - A write that has to wait for the connection is rejected, when the connection breaks, in a place
//   where nobody can catch it. So here writes never wait; what bounds the buffer is how much the
//   log hands over at a time.
// - An answer that comes after a break of any other connection finds its append forgotten, and the
//   client throws in the event handler. That append was rejected before and is being repeated; the
//   answer is dropped.

interface AppendStream {
  write(message: unknown): boolean;
  on(event: string, listener: Listener): unknown;
}
type Listener = (...given: unknown[]) => void;

export function guarded<Stream extends AppendStream>(stream: Stream): Stream {
  const { write, on } = stream;
  return Object.assign(stream, {
    write: (message: unknown): boolean => {
      write.call(stream, message);
      return true;
    },
    on: (event: string, listener: Listener): Stream => {
      on.call(stream, event, event === "data" ? unthrowing(listener) : listener);
      return stream;
    },
  });
}

const unthrowing =
  (listener: Listener): Listener =>
  (...given) => {
    try {
      listener(...given);
    } catch {
      // Said above.
    }
  };
