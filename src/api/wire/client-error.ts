// What is no request at all is answered on the bare connection, which is closed then.
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

interface Said {
  readonly status: number;
  readonly code: string;
  readonly title: string;
}

const answers: Readonly<Record<string, Said>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: "REQUEST_TOO_SLOW",
    title: "The request did not come in time.",
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: "HEADERS_TOO_LARGE",
    title: "The headers of the request are too large.",
  },
};
const noRequest: Said = { status: 400, code: "NOT_HTTP", title: "This is no request of HTTP." };

/** Nothing of what came is sent back. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  const { code = "" } = error;
  const isOfHttp = code in answers || code.startsWith("HPE_");
  if (!isOfHttp || !socket.writable) {
    socket.destroy();
    return;
  }
  const said = answers[code] ?? noRequest;
  const type = `urn:batchproof:problem:${said.code.toLowerCase().replaceAll("_", "-")}`;
  const body = JSON.stringify({ type, ...said });
  socket.end(
    `HTTP/1.1 ${said.status} ${STATUS_CODES[said.status]}\r\n` +
      "content-type: application/problem+json\r\nconnection: close\r\n" +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  // Whoever goes on sending is not waited for.
  socket.destroySoon();
}
