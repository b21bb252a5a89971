// What a page says was done, named in its address by a word: no text comes out of an address.

const texts = {
  loggedOut: "You are logged out.",
  welcome: "Your password is set. Log in with it.",
  founder: "Your account is made. Log in with your new password.",
  recovered:
    "Your new password is set, and everything that was open under your name has ended. Log in.",
  passwordChanged: "Your password is changed.",
  passkeyAdded: "Your passkey is added. You can log in with it from now on.",
  generatorSet: "Your code generator is set up. From now on you are asked for a code.",
  credentialEnded: "It counts no more.",
  sessionEnded: "The session has ended.",
  statementAccepted: "You have accepted the accountability statement.",
  alertAcknowledged: "The alert is acknowledged.",
  accountUnlocked: "The account is unlocked.",
  marked: "Your mark is kept with the record.",
} as const;

export type Told = keyof typeof texts;

const isTold = (word: string): word is Told => Object.hasOwn(texts, word);

export const toldBy = (word: string | undefined): string | undefined =>
  word !== undefined && isTold(word) ? texts[word] : undefined;

export const telling = (path: string, told: Told): string => `${path}?told=${told}`;
