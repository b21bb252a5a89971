// What roles are called, by the names that they are granted by.
import { role } from "../domain/role/role.ts";
import type { Handler } from "../eventstore/handler/handle.ts";

export async function roleTitles(
  handler: Pick<Handler, "load">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const titles = ids.map(async (id) => {
    const { state } = await handler.load(role, id);
    return [id, state.status === "undefined" ? id : state.definition.title] as const;
  });
  return new Map(await Promise.all(titles));
}
