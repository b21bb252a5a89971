// What each route asks of its caller. A route that does not say it is not served: the service does
// not start.
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Right } from "../../domain/kernel/access/right.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";

/** What a request is about, where it is about one thing. */
export interface About {
  readonly kind: SubjectKind;
  readonly id: string;
}

export type RouteAccess =
  /** Before anybody has logged in: health, logging in, being invited. */
  | { readonly kind: "anyone" }
  /** Whoever is logged in, for their own account. `locked`: also while the session is locked. */
  | { readonly kind: "own"; readonly locked?: true }
  /** A command: the handler asks for its right, with what the log says it is about. */
  | {
      readonly kind: "command";
      readonly right: Right;
      /** Name of what is asked, where something is looked up or made before the handler asks. */
      readonly early?: string;
    }
  /** It shows records, and the access trail keeps that it did. */
  | {
      readonly kind: "read";
      readonly right: Right;
      /** Name of the question, as the trail shows it. */
      readonly what: string;
      /** Undefined: of everything; then a right for a part of the plant is not enough... */
      readonly about?: (request: FastifyRequest) => About | undefined;
      /** ...unless the route itself leaves out what is not in it. */
      readonly leavesOut?: true;
      /** Other rights instead, by what is asked for; all of them. */
      readonly rights?: (request: FastifyRequest) => readonly Right[];
      /** Whether this request takes a copy out. */
      readonly takes?: (request: FastifyRequest) => boolean;
      /** Why, where it must be said. */
      readonly purpose?: (request: FastifyRequest) => string | undefined;
    };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
}

export const anyone = { access: { kind: "anyone" } } as const;
export const own = { access: { kind: "own" } } as const;
export const ownAlways = { access: { kind: "own", locked: true } } as const;

/** The `config` of a route that shows records. */
export const reading = (
  what: string,
  right: Right,
  more: Partial<Omit<Extract<RouteAccess, { kind: "read" }>, "kind" | "right" | "what">> = {},
) => ({ access: { kind: "read", what, right, ...more } as const });

/** The `config` of a command that must not look up or make anything for who may not give it. */
export const early = (what: string, right: Right) =>
  ({ access: { kind: "command", right, early: what } }) as const;

/** What the `id` in the address is the id of. */
export const idOf =
  (kind: SubjectKind) =>
  ({ params }: FastifyRequest): About | undefined => {
    const id = textIn(params, "id");
    return id === undefined ? undefined : { kind, id };
  };

/** Anything but data for the next question is a copy: it is kept by whoever has it. */
export const takesCopy = ({ query }: FastifyRequest): boolean => {
  const format = textIn(query, "format");
  return format !== undefined && format !== "json" && format !== "html";
};

/** A member of what was asked, where it is a text. */
export function textIn(of: unknown, name: string): string | undefined {
  const found: unknown = typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
  return typeof found === "string" ? found : undefined;
}

/** Throws at the route that forgot. Must be called before the first one. */
export function askEachRoute(app: FastifyInstance): void {
  app.addHook("onRoute", ({ config, method, url }) => {
    if (config?.access) return;
    throw new Error(`${String(method)} ${url} does not say what it asks of its caller.`);
  });
}
