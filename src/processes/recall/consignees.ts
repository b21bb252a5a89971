// The consignees of a recall with the names of their lots, and, for a purpose that was kept, whom
// to reach there.
import { type ConsigneeLine, consigneeLines } from "../../domain/recall/consignee/list.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { lotNamed } from "./letter-to.ts";

export type Named<Contact> = ConsigneeLine & {
  readonly lot?: string;
  readonly material?: string;
  readonly contacts?: readonly Contact[];
  /** There were so many more, whose data was erased. Absent: none. */
  readonly contactsErased?: number;
};

interface Reachable<Contact> {
  readonly contacts: readonly Contact[];
  readonly contactsErased: number;
}

/** `reachable` opens contact data of a customer; only handed in where that is allowed. */
export async function namedConsignees<Contact>(
  handler: Pick<Handler, "load">,
  of: Recall,
  reachable?: (partyId: string) => Promise<Reachable<Contact>>,
): Promise<readonly Named<Contact>[]> {
  const named: Named<Contact>[] = [];
  for (const line of consigneeLines(of)) {
    const { materialLotId, partyId } = line;
    const lot = materialLotId === undefined ? {} : await lotNamed(handler, materialLotId);
    const found = partyId === undefined ? undefined : await reachable?.(partyId);
    const { contacts = [], contactsErased = 0 } = found ?? {};
    const whom = reachable && { contacts, ...(contactsErased > 0 && { contactsErased }) };
    named.push({ ...line, ...lot, ...whom });
  }
  return named;
}
