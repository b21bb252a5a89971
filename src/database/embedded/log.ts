// What the launcher tells the operator. A pino logger fits.

export interface PostgresLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export const silent: PostgresLog = { debug: () => {}, warn: () => {} };
