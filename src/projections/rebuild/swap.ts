// Puts a rebuilt model in the place of the live one, by its name, in one transaction.
import type { ClientBase } from "pg";
import { formerOf, inTransaction, nextOf, quoteId, remove } from "../runner/read-model.ts";

/** What read the former model reads on undisturbed; it is dropped when nobody reads it any more. */
export async function swap(client: ClientBase, name: string): Promise<void> {
  const [next, former] = [nextOf(name), formerOf(name)];
  await remove(client, former);
  await inTransaction(client, async () => {
    await client.query(`alter schema ${quoteId(name)} rename to ${quoteId(former)}`);
    await client.query(`alter schema ${quoteId(next)} rename to ${quoteId(name)}`);
    await client.query("delete from batchproof.projection_progress where name = $1", [name]);
    await client.query("update batchproof.projection_progress set name = $1 where name = $2", [
      name,
      next,
    ]);
  });
  await remove(client, former);
}
