// Redeeming a link: read from its address once, and carried in the body of the form from then on.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { redeemInvitation } from "../../../access/person/invitation.ts";
import { recover } from "../../../access/person/recovery.ts";
import type { From } from "../../../access/session/log-in.ts";
import { accessControlNow } from "../../../access/standing.ts";
import { shippedStatement } from "../../../domain/access-control/shipped.ts";
import { type Refusal, refuse } from "../../../domain/kernel/refusal.ts";
import { PersonEnrolled } from "../../../domain/person/identity/events.ts";
import { anyone } from "../../access/route.ts";
import { fromOf } from "../../log-in/logged-in.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { logInLimit } from "../../wire/rate.ts";
import { type Fault, filled } from "../form/form.ts";
import { passwordFault, passwordsDiffer } from "../form/password.ts";
import { type Told, telling } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { type Welcomed, welcomedBy } from "./link.ts";
import { usedLinkPage, type WelcomePage, welcomePage } from "./welcome-page.ts";

const hide = { hide: true } as const;
const Asked = z.object({ token: z.string().max(400).default("") });
const Form = z.object({
  token: filled(400),
  username: filled(80),
  printedName: filled(200),
  initials: filled(40),
  code: filled(40),
  password: filled(256),
  again: filled(256),
});
type Form = z.output<typeof Form>;

/** As the event asks for it, so that nothing is begun that cannot be finished. */
const Enrolment = PersonEnrolled.data.pick({ username: true, printedName: true, initials: true });

export async function addWelcomePages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const config = { ...anyone, ...logInLimit(parts) };
  const asked = { config, schema: { ...hide, querystring: Asked } };
  typed.get("/welcome", asked, async (request, reply) => {
    const { token } = request.query;
    const welcomed = await welcomedBy(parts, token);
    if (welcomed.kind === "nobody") return sendPage(reply.code(410), usedLinkPage());
    return send(parts, reply, { welcomed, token });
  });
  const sent = { config, schema: { ...hide, body: Form } };
  typed.post("/welcome", sent, async (request, reply) => {
    const form = trimmed(request.body);
    const { token } = form;
    const welcomed = await welcomedBy(parts, token);
    if (welcomed.kind === "nobody") return sendPage(reply.code(410), usedLinkPage());
    const again = { welcomed, token, typed: form };
    if (form.password !== form.again) {
      return send(parts, reply.code(422), { ...again, fault: passwordsDiffer });
    }
    const refusal = await redeemed(parts, welcomed, form, fromOf(parts, request));
    if (!refusal) return leadTo(reply, telling("/log-in", tells[welcomed.kind]));
    const fault = faultOf(refusal);
    return send(parts, reply.code(statusOf(refusal)), { ...again, fault });
  });
}

const tells: Readonly<Record<Exclude<Welcomed["kind"], "nobody">, Told>> = {
  founder: "founder",
  invited: "welcome",
  recovering: "recovered",
};

const trimmed = (form: Form): Form => ({
  ...form,
  username: form.username.trim().toLowerCase(),
  printedName: form.printedName.trim(),
  initials: form.initials.trim(),
  code: form.code.trim(),
});

async function redeemed(
  { access }: ApiParts,
  { kind }: WelcomePage["welcomed"],
  { token: link, code, password, username, printedName, initials }: Form,
  from: From,
): Promise<Refusal | undefined> {
  if (kind === "founder") {
    const enrolment = Enrolment.safeParse({ username, printedName, initials });
    if (!enrolment.success) return unfitNames;
    const made = await access.founding.redeem(link, { ...enrolment.data, password });
    return "refused" in made ? made : undefined;
  }
  const answer =
    kind === "invited"
      ? await redeemInvitation(access.parts, { link, password })
      : await recover(access.parts, { link, code, password }, from);
  if ("refused" in answer) return answer;
  if (answer.outcome === "accepted") return undefined;
  return refuse("CREDENTIAL_NOT_VALID", answer.message);
}

const unfitNames = refuse(
  "MALFORMED_COMMAND",
  "A username has up to 40 small letters, digits, dots, dashes and underscores, and begins and " +
    "ends with a letter or a digit; name and initials are filled in.",
);

function faultOf(refusal: Refusal): Fault {
  const { refused: code, message } = refusal;
  if (code === "MALFORMED_COMMAND" || code === "STATUS_BLOCKS_USE") return { message };
  return code === "LOG_IN_FAILED"
    ? { message: `${message} Check your typing.` }
    : passwordFault(refusal);
}

async function send(
  { handler }: ApiParts,
  reply: FastifyReply,
  page: Omit<WelcomePage, "policy" | "statement" | "welcomed"> & Pick<WelcomePage, "welcomed">,
): Promise<FastifyReply> {
  const { policy, statement } = await accessControlNow(handler);
  const text = statement?.text ?? shippedStatement.text;
  return sendPage(reply, welcomePage({ ...page, policy, statement: text }));
}
