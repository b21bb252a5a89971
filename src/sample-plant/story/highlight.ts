// What is worth a look in the story that was played.

/** Something worth looking at: what it is called, and what to ask for to see it. */
export interface Highlight {
  readonly name: string;
  readonly what: string;
}
