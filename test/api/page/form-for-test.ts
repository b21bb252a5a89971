// A browser without a script: it keeps its cookie, follows nothing by itself, and sends forms from
// our own pages.
import { cookieIn } from "../people-for-test.ts";
import { clientOf, type Reply } from "../service-for-test.ts";

export interface Visit {
  readonly page: Reply;
  readonly text: string;
  readonly status: number;
  /** Where it is led. */
  readonly to: string | null;
}

export type BrowserForTest = ReturnType<typeof browserOf>;

export function browserOf(address: string, held = "") {
  let cookie = held;
  const send = async (
    method: string,
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> => {
    const page = await clientOf(address).send(
      method,
      path,
      fields && new URLSearchParams(fields).toString(),
      {
        accept: "text/html,application/xhtml+xml",
        "sec-fetch-site": "same-origin",
        ...(cookie !== "" && { cookie }),
        ...(fields && { "content-type": "application/x-www-form-urlencoded" }),
        ...headers,
      },
    );
    const given = cookieIn(page);
    if (given !== "") cookie = given.endsWith("=") ? "" : given;
    const { status, headers: answered, body } = page;
    return { page, status, text: String(body), to: answered.get("location") };
  };
  return {
    visit: (path: string, headers?: Record<string, string>) =>
      send("GET", path, undefined, headers),
    fill: (path: string, fields: Record<string, string> = {}, headers?: Record<string, string>) =>
      send("POST", path, fields, headers),
    /** As a browser does, until there is a page. */
    async follow(visit: Visit): Promise<Visit> {
      let at = visit;
      for (let steps = 0; at.to !== null && steps < 5; steps += 1) at = await send("GET", at.to);
      return at;
    },
    get cookie() {
      return cookie;
    },
  };
}

/** The value of a hidden field. */
export const hiddenIn = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";
