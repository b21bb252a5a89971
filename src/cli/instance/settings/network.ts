// Addresses of the network in settings: what may be written.
import { isIP } from "node:net";
import { z } from "zod";
import { isLoopback } from "../../../api/wire/address.ts";

export const Host = z.string().refine((host) => host === "localhost" || isIP(host) !== 0, {
  error: "localhost, or an IP address of this machine; 0.0.0.0 or :: are all of them",
});

const portRule = "a whole number from 0 to 65535; 0 takes a free port";

export const Port = z
  .string()
  .regex(/^\d{1,5}$/, { error: portRule })
  .transform(Number)
  .pipe(z.number().max(65_535, { error: portRule }));

function isNetwork(text: string): boolean {
  const [address = "", length, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (length === undefined) return true;
  // Everybody is no list.
  const bits = /^[1-9]\d{0,2}$/.test(length) ? Number(length) : 0;
  return bits > 0 && bits <= (version === 4 ? 32 : 128);
}

/** Commas between them. */
export const Networks = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .pipe(
    z.array(
      z.string().refine(isNetwork, {
        error: "addresses or networks such as 10.0.0.7,10.1.0.0/16, each named by itself",
      }),
    ),
  );

/** What is told a secret, so nobody between may listen. */
export const SecureUrl = z.string().refine(isSecureUrl, {
  error: "an https:// address; http:// on this machine only",
});

function isSecureUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
