// Asking the same at the same time: one question goes out at a time, and whoever asks while it is
// under way shares the next one, which begins after they asked.

/** Work of one key answers the same, whoever gives it. */
export function sharing() {
  const underWay = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<unknown>>();

  function begin<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const working = work().finally(() => {
      if (underWay.get(key) === working) underWay.delete(key);
    });
    underWay.set(key, working);
    return working;
  }

  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const waiting = next.get(key);
    if (waiting) return waiting as Promise<Result>;
    const before = underWay.get(key);
    if (!before) return begin(key, work);
    const done = before.then(ignore, ignore).then(() => {
      next.delete(key);
      return begin(key, work);
    });
    next.set(key, done);
    return done;
  };
}

const ignore = (): void => {};
