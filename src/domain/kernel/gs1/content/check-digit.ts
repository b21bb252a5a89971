// Check digits and check characters of GS1 keys (GS1 General Specifications, 7.9).

/** The digit that makes the sum with weights 3 and 1 in turn, from the right, a multiple of ten. */
export function checkDigit(digits: string): string {
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

export const hasCheckDigit = (value: string): boolean =>
  /^\d{2,}$/.test(value) && value.endsWith(checkDigit(value.slice(0, -1)));

/** Set 82 in the order of its values. */
export const characters82 =
  "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const characters32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The two characters that close a Global Model Number: values times primes, modulo 1021. */
export function checkPair(text: string): string {
  const primes = firstPrimes(text.length);
  const sum = Array.from(text)
    .reverse()
    .reduce((total, sign, n) => total + characters82.indexOf(sign) * (primes[n] ?? 0), 0);
  const rest = sum % 1021;
  return `${characters32[rest >> 5]}${characters32[rest & 31]}`;
}

export const hasCheckPair = (value: string): boolean =>
  value.length > 2 && value.endsWith(checkPair(value.slice(0, -2)));

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes;
}
