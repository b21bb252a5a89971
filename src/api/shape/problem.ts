// A "no" on the wire: RFC 9457 problem details, with a stable code.
import { z } from "zod";

export const ProblemDetails = z
  .looseObject({
    type: z.string().describe("A URN made from the code."),
    status: z.int(),
    code: z.string().describe("Stable: what a program looks at. docs/refusals.md lists refusals."),
    title: z.string(),
    cause: z
      .string()
      .exactOptional()
      .describe("Stable, too: of a code that stands for several causes, which it is."),
    detail: z.string().describe("For people: what was wrong, where, and what to do."),
    instance: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .exactOptional()
      .describe("JSON pointers to the members at fault."),
  })
  .meta({ id: "Problem" });

/** The answer of every route that is not as documented otherwise. */
export const problemResponse = {
  description: "A problem: refused, unknown, malformed, or temporarily unavailable",
  content: { "application/problem+json": { schema: ProblemDetails } },
} as const;
