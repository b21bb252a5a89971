// Work on many batches at once: some at a time, so that the store can commit them together. The
// commands of one batch follow one another.

const sideBySide = 24;

export async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
