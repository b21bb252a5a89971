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
};

/** `contactsAt` opens contact data of a customer; only handed in where that is allowed. */
export async function namedConsignees<Contact>(
  handler: Pick<Handler, "load">,
  of: Recall,
  contactsAt?: (partyId: string) => Promise<readonly Contact[] | undefined>,
): Promise<readonly Named<Contact>[]> {
  const named: Named<Contact>[] = [];
  for (const line of consigneeLines(of)) {
    const { materialLotId, partyId } = line;
    const lot = materialLotId === undefined ? {} : await lotNamed(handler, materialLotId);
    const contacts = partyId === undefined ? undefined : await contactsAt?.(partyId);
    named.push({ ...line, ...lot, ...(contactsAt && { contacts: contacts ?? [] }) });
  }
  return named;
}
