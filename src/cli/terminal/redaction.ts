// What is never written down: secrets by the names of the members that hold them, and by their look
// wherever they are.

const names = [
  "apiKey",
  "api_key",
  "authorization",
  "clientSecret",
  "client_secret",
  "connectionString",
  "cookie",
  "databaseUrl",
  "eventStoreUrl",
  "key",
  "passphrase",
  "password",
  "privateKey",
  "secret",
  "set-cookie",
  "token",
  "access_token",
  "refresh_token",
  "id_token",
  "url",
  "x-api-key",
];

/** In the notation of pino, down to members of members of members. */
export const redactedPaths: readonly string[] = ["", "*", "*.*", "*.*.*"].flatMap((above) =>
  names.map((name) => `${above}${/^\w+$/.test(name) && above ? "." : ""}${member(name)}`),
);

function member(name: string): string {
  return /^\w+$/.test(name) ? name : `["${name}"]`;
}

const taken = "[Redacted]";

const parameters = [
  "api[_-]?key",
  "authorization",
  "client_secret",
  "key",
  "password",
  "secret",
  "(?:access_|refresh_|id_)?token",
].join("|");

/** Quotes and backslashes stay where they are, so that a line of JSON stays one. */
const looks: readonly (readonly [RegExp, string])[] = [
  // User and password before the host of an address.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/"'\\]+@/gi, `$1${taken}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${taken}`],
  [/\bbp_[\w-]+/g, taken],
  [/(batchproof-session=)[^;\s"'\\]*/g, `$1${taken}`],
  // Of addresses and forms.
  [new RegExp(`\\b((?:${parameters})=)[^&\\s"'\\\\]+`, "gi"), `$1${taken}`],
  [/([?&]code=)[^&\s"'\\]+/gi, `$1${taken}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="|$))/g, taken],
];

export const scrubbed = (text: string): string =>
  looks.reduce((clean, [look, instead]) => clean.replace(look, instead), text);
