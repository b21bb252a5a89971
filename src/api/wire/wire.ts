// How the service is reached: names, TLS, proxies and limits, handed in by the composition root.

export interface Wire {
  /** Undefined: plain HTTP, on loopback or to a trusted proxy. */
  readonly tls: Tls | undefined;
  /** Where people look, when it is not where the service listens. */
  readonly publicUrl: string | undefined;
  /** Names under which it is asked for, besides those of loopback, PUBLIC_URL and certificate. */
  readonly hosts: readonly string[];
  /** Addresses and networks whose X-Forwarded-* are believed; nobody else's are. */
  readonly trustedProxies: readonly string[];
  readonly limits: Limits;
}

export interface Pair {
  /** PEM: the certificate of the service first, then those that vouch for it. */
  readonly cert: string;
  readonly key: string;
}

export interface Tls {
  /** At present. */
  readonly pair: Pair;
  /** Whether the certificate is for this name or address. */
  answersTo(host: string): boolean;
  /** Calls with every pair that takes the place of the present one. */
  onRenewed(use: (pair: Pair) => void): void;
}

export interface Limits {
  /** Of one address, in one window. */
  readonly requestsMax: number;
  readonly window_ms: number;
  /** Attempts of one address to log in by one way, in a minute. */
  readonly logInsMax: number;
  readonly socketsMax: number;
  /** Of one peer, unless it is a trusted proxy: nobody takes all of them. */
  readonly socketsPerPeerMax: number;
  /** After so many a connection is closed, so that long-lived ones are spread anew. */
  readonly requestsPerSocketMax: number;
  readonly headers_bytes: number;
  /** From the first byte of a connection, or the end of the request before. */
  readonly headers_ms: number;
  readonly request_ms: number;
  /** Between requests; longer than proxies keep theirs (60 s). */
  readonly keepAlive_ms: number;
  /** While nothing moves, in either direction. */
  readonly idle_ms: number;
  /** How often slow requests are looked for. */
  readonly lookEvery_ms: number;
}

export const usualLimits: Limits = {
  requestsMax: 600,
  window_ms: 10_000,
  logInsMax: 10,
  socketsMax: 1_000,
  socketsPerPeerMax: 200,
  requestsPerSocketMax: 10_000,
  headers_bytes: 16 * 1024,
  headers_ms: 10_000,
  request_ms: 30_000,
  keepAlive_ms: 72_000,
  idle_ms: 120_000,
  lookEvery_ms: 2_000,
};
