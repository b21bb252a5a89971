// What a colour means. The colour never says it alone: the text beside it says the same in words.

export type Tone = "neutral" | "good" | "attention" | "bad";
