// What things were called at a point of the log. A projection learns names in log order and asks
// for those it needs before a chunk is handled, so that a sentence shows the name as of then and
// never a bare id.
import type { SubjectKind } from "../../domain/kernel/subject.ts";
import type { Ask } from "../projection.ts";

export interface Named {
  readonly kind: SubjectKind;
  readonly id: string;
}

export interface Names {
  of(named: Named): string | undefined;
  learn(named: Named, name: string): void;
  /**
   * Before a chunk: looks up what is not remembered, in the table that the projection keeps names
   * in.
   */
  prepare(wanted: Iterable<Named>, ask: Ask): Promise<void>;
}

/**
 * Needs a table `name (kind, id, position, name)` in the read model. Remembers `rememberedMax`
 * names between chunks; within a chunk it forgets none.
 */
export function createNames(rememberedMax = 20_000): Names {
  const remembered = new Map<string, string | undefined>();
  let chunk = new Map<string, string | undefined>();
  const remember = (key: string, name: string | undefined) => {
    remembered.delete(key);
    remembered.set(key, name);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= rememberedMax) break;
      remembered.delete(oldest);
    }
  };
  return {
    of: (named) => chunk.get(keyOf(named)),
    learn(named, name) {
      chunk.set(keyOf(named), name);
      remember(keyOf(named), name);
    },
    async prepare(wanted, ask) {
      chunk = new Map();
      const missing = new Map<string, Named>();
      for (const named of wanted) {
        const key = keyOf(named);
        if (remembered.has(key)) chunk.set(key, remembered.get(key));
        else missing.set(key, named);
      }
      if (missing.size === 0) return;
      const found = await namesIn([...missing.values()], ask);
      for (const key of missing.keys()) {
        chunk.set(key, found.get(key));
        remember(key, found.get(key));
      }
    },
  };
}

const keyOf = ({ kind, id }: Named): string => `${kind} ${id}`;

async function namesIn(wanted: readonly Named[], ask: Ask): Promise<ReadonlyMap<string, string>> {
  const rows = await ask<Named & { readonly name: string }>(
    `select wanted.kind, wanted.id, latest.name
     from unnest($1::text[], $2::text[]) as wanted (kind, id)
     cross join lateral (
       select name from name
       where name.kind = wanted.kind and name.id = wanted.id
       order by position desc limit 1
     ) as latest`,
    [wanted.map(({ kind }) => kind), wanted.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [keyOf(row), row.name]));
}
