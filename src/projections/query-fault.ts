// Why a read model cannot answer a question.

export type QueryFaultCode =
  /** The question names a tree size that the read model has not reached; ask again, or wait. */
  | "AS_OF_AHEAD"
  /** Nothing of this kind and id is in the log, as far as the answer looks. */
  | "NOT_IN_LOG"
  /** What is asked has no share: no lot, or not known how much of it there was, or another unit. */
  | "BAD_QUANTITY_UNFIT"
  /** More than stands in memory at once; nothing of it is answered, rather than a part. */
  | "ANSWER_TOO_LARGE"
  /** What is asked about stands for more things than are looked at at once. */
  | "SEED_TOO_LARGE"
  /** There are fewer pages: the message says how many. */
  | "PAGE_BEYOND_END"
  /** What is to be explained must be one thing, and the name fits a group of them. */
  | "SEED_NOT_ONE"
  /** Several names, all of one thing: there is nothing that it has in common with another. */
  | "TWO_THINGS_NEEDED";

export class QueryFault extends Error {
  readonly code: QueryFaultCode;

  constructor(code: QueryFaultCode, message: string) {
    super(message);
    this.name = "QueryFault";
    this.code = code;
  }
}
