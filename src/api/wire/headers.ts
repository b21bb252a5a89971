// What every answer says to the browser that gets it.
import type { FastifyInstance, FastifyReply } from "fastify";
import { CONTENT_SECURITY_POLICY } from "../page/frame.ts";
import { isSecure } from "./address.ts";

export function addHeaders(app: FastifyInstance): void {
  app.addHook("onSend", async (_request, reply) => protect(reply));
}

export function protect(reply: FastifyReply): void {
  reply.headers(always);
  if (isSecure(reply.request)) reply.header("strict-transport-security", `max-age=${year_s}`);
}

const year_s = 365 * 24 * 60 * 60;

const off = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "usb",
  "xr-spatial-tracking",
];

const permissions = [
  "publickey-credentials-get=(self)",
  "publickey-credentials-create=(self)",
  ...off.map((feature) => `${feature}=()`),
].join(", ");

const always = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "permissions-policy": permissions,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  // Not no-referrer: with that, browsers withhold the origin of our own forms.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};
