// The firms that the sample plant deals with. None of them exists.
import type { PartyRole } from "../../domain/party/events.ts";

export interface PartyItem {
  readonly name: string;
  readonly country: string;
  readonly role: PartyRole;
  /** The 12 digits of its GLN before the check digit. */
  readonly gln: string;
  readonly address?: string;
}

export const parties = {
  salvia: {
    name: "Salvia Feinchemie AG",
    country: "CH",
    role: "supplier",
    gln: "952100000001",
  },
  norrland: {
    name: "Norrlands Cellulosa AB",
    country: "SE",
    role: "supplier",
    gln: "952100000002",
  },
  laktera: {
    name: "Laktera Molkenwerk GmbH",
    country: "DE",
    role: "supplier",
    gln: "952100000003",
  },
  amidon: {
    name: "Amidonnerie du Val S.A.S.",
    country: "FR",
    role: "supplier",
    gln: "952100000004",
  },
  kalksee: {
    name: "Kalksee Hilfsstoffe KG",
    country: "DE",
    role: "supplier",
    gln: "952100000005",
  },
  colorit: {
    name: "Colorit Filmüberzüge GmbH",
    country: "AT",
    role: "supplier",
    gln: "952100000006",
  },
  polyfol: {
    name: "Polyfol Verpackung GmbH",
    country: "DE",
    role: "supplier",
    gln: "952100000007",
  },
  weidenau: {
    name: "Druckhaus Weidenau GmbH",
    country: "DE",
    role: "supplier",
    gln: "952100000008",
  },
  waterPlant: {
    name: "Brunnwald Arzneimittel GmbH, purified water plant",
    country: "DE",
    role: "supplier",
    gln: "952100000009",
  },
  nordhafen: {
    name: "Nordhafen Arzneimittelhandel eG",
    country: "DE",
    role: "customer",
    gln: "952100000011",
    address: "Speicherkai 14, 20457 Hamburg, Germany",
  },
  isarland: {
    name: "Isarland Pharmagroßhandel KG",
    country: "DE",
    role: "customer",
    gln: "952100000012",
    address: "Lechwiesen 3, 86316 Friedberg, Germany",
  },
  alpen: {
    name: "Alpenpharma Logistik GmbH",
    country: "AT",
    role: "customer",
    gln: "952100000013",
    address: "Salzachweg 27, 5020 Salzburg, Austria",
  },
  eilgut: {
    name: "Eilgut Brunnwald Spedition GmbH",
    country: "DE",
    role: "carrier",
    gln: "952100000014",
  },
} as const satisfies Record<string, PartyItem>;

export type PartyKey = keyof typeof parties;
export const partyKeys = Object.keys(parties) as readonly PartyKey[];
