// The accountability statement that ships: what a person accepts before anything else (21 CFR
// 11.10(j)). A site publishes its own.

export const shippedStatement = {
  version: "1",
  text:
    "My account and what proves my identity are mine alone; I give them to nobody. What is " +
    "recorded under my name I have done, seen or decided myself, at the time at which it is " +
    "recorded. My electronic signature binds me as my handwritten signature does. I report at " +
    "once when I lose what proves my identity, or suspect that somebody else has used it.",
} as const;
