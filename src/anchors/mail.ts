// A checkpoint as a mail (RFC 5322, RFC 2045): nothing is sent from here. Quoted-printable, so that
// no line is longer than 76 characters on its way, and no relay has a reason to change one.
import type { Checkpoint } from "../integrity/checkpoint.ts";
import { printKey, printNote, type Verifier } from "../integrity/note.ts";

/** Header and body, ready for `sendmail -t` once there is a `To:`. Ends of lines are LF. */
export function printMail(checkpoint: Checkpoint, verifier: Verifier, at: Date): string {
  const { origin, size, note } = checkpoint;
  return [
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    `Subject: Checkpoint of ${size} events`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    ...quoted(bodyOf(origin, size, printNote(note), printKey(verifier))),
  ].join("\n");
}

const bodyOf = (origin: string, size: number, note: string, key: string): string =>
  `The log ${origin}
had ${size} events, and this is its signed head. Please keep this mail.
Whoever has it can show later that nothing up to there was changed or removed.

${note}
To check the signature, save this mail to a file and run, without any access
to the log:

  batchproof verify FILE --key KEY

KEY is the public key of the log, which you were given once. It should be:

${key}

To hold the log against it, whoever runs the log calls, for you to see:

  batchproof verify --checkpoint FILE
`;

function quoted(body: string): readonly string[] {
  const bytes = Buffer.from(body, "utf8").toString("latin1");
  const escaped = bytes.replace(/[^\n\x20-\x3c\x3e-\x7e]/g, (one) => {
    const hex = one.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
    return `=${hex}`;
  });
  return escaped.split("\n").flatMap(softBroken);
}

function softBroken(line: string): readonly string[] {
  if (line.length <= 76) return [line];
  // Not within an escape of three characters.
  const cut = line.lastIndexOf("=", 75) >= 73 ? line.lastIndexOf("=", 75) : 75;
  return [`${line.slice(0, cut)}=`, ...softBroken(line.slice(cut))];
}
