// Where a page leads on to when its address says so: a page of ours, and never another site.

/** Undefined unless it is a path of this service, in the form in which a browser understands it. */
export function localPath(text: string | undefined): string | undefined {
  // Browsers drop tabs and line ends, and read a backslash as a slash.
  if (text === undefined || text.length > 2000 || !/^\/[\x21-\x7e]*$/.test(text)) return undefined;
  if (text.includes("\\")) return undefined;
  const url = URL.parse(text, base);
  if (!url || url.origin !== base) return undefined;
  const path = url.pathname + url.search;
  // `/.//host` is `//host` by now.
  if (path.startsWith("//") || leadsInCircles.test(url.pathname)) return undefined;
  return path;
}

const base = "http://page.invalid";
const leadsInCircles =
  /^\/(?:log-in|log-out|logged-in|lock|unlock|prove|welcome|v1\/session)(?:\/|$)/;

/** For an address parameter; nothing where there is none. */
export const nextParameter = (next: string | undefined): string =>
  next === undefined ? "" : `?${new URLSearchParams({ next })}`;
