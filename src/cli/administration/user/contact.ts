// `batchproof user contact`, `open-contact`, `erase`: contact data of people, kept encrypted.
import {
  contactOf,
  eraseContact,
  recordContactOf,
} from "../../../access/contact/person-contact.ts";
import { erasePersonData, recordContact } from "../../../domain/person/identity/commands.ts";
import { reading } from "../../entry.ts";
import { acting, reasoned } from "../acting.ts";
import { namedUser } from "../directory.ts";
import { facts, showing } from "../showing.ts";

interface Contact {
  readonly email?: string;
  readonly phone?: string;
}

const contact = acting<Contact>({
  usage: "contact <user>",
  summary: "Record contact data of somebody; what is not named is no longer kept",
  example: "batchproof user contact mira --email mira@plant.example",
  command: recordContact,
  options: (line) =>
    line.option("--email <address>", "e-mail").option("--phone <number>", "telephone"),
  async act(instance, by, [named = ""], { email, phone }) {
    const { id, name } = await namedUser(instance, named);
    const data = { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
    const answer = await recordContactOf(instance.access.parts, id, data, by);
    return { answer, id, said: `The contact data of ${name} is recorded.` };
  },
});

const open = showing<{ readonly purpose: string }>({
  usage: "open-contact <user>",
  summary: "Open contact data of somebody, for a purpose that is kept",
  access: reading("getContact", "readContacts"),
  example: 'batchproof user open-contact mira --purpose "Recall of lot 5"',
  options: (line) => line.requiredOption("--purpose <text>", "why, in a sentence"),
  async show(instance, [named = ""], { purpose }) {
    const { id, name } = await namedUser(instance, named);
    const found = await contactOf(instance.access.parts, id);
    const { email = null, phone = null, erased = false } = found ?? {};
    const rows = [
      ["Person", name],
      ["E-mail", email ?? "not kept"],
      ["Telephone", phone ?? "not kept"],
    ] as const;
    const about = { kind: "person", id } as const;
    const json = { id, email, phone, erased };
    return { about, purpose, json, text: (look) => facts(rows, look) };
  },
});

const erase = acting<{ readonly basis: string }>({
  usage: "erase <user>",
  summary: "Make contact data of somebody unreadable for ever",
  example: 'batchproof user erase mira --basis REQ-17 --reason "REQUEST:She asked for it"',
  command: erasePersonData,
  options: (line) => line.requiredOption("--basis <text>", "the request or the rule it follows"),
  async act(instance, by, [named = ""], { basis }) {
    const { id, name } = await namedUser(instance, named);
    const answer = await eraseContact(instance.access.parts, id, basis, reasoned(by));
    return { answer, id, said: `The contact data of ${name} is erased.` };
  },
});

export const contactCommands = [contact, open, erase] as const;
