// Why the story cannot go on.

export type StoryFaultCode =
  /** The log holds the story of another seed, or of another edition of the program. */
  | "PLANT_PLAYED_OTHERWISE"
  /**
   * A command of the story was not answered as the story has it: the log holds something else too.
   */
  | "STORY_CONTRADICTED";

export class StoryFault extends Error {
  override readonly name = "StoryFault";
  readonly code: StoryFaultCode;

  constructor(code: StoryFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
