// A process that is given like a command, as the story gives those over two streams.
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { callOn, type Request } from "../../processes/request.ts";

type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

/** `id`: of the aggregate. */
export const on =
  (give: Give, id: string) =>
  <Data>(handler: Handler, request: Request<Data>, session: Session): Promise<Answer> =>
    give(handler, callOn(id, request), session);
