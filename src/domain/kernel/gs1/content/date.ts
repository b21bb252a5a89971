// Dates in GS1 element strings: six digits without a century, and day 00 where the month is meant
// (GS1 General Specifications, 7.12).

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month, 1 to 12; 0 for what is no month. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [0, 31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}

/**
 * The year that is meant: within 49 years before and 50 years after the year of today
 * (General Specifications, figure 7.12-1).
 */
export function fullYear(twoDigitYear: number, yearOfToday: number): number {
  const century = yearOfToday - (yearOfToday % 100);
  const ahead = twoDigitYear - (yearOfToday % 100);
  if (ahead >= 51) return century - 100 + twoDigitYear;
  return ahead <= -50 ? century + 100 + twoDigitYear : century + twoDigitYear;
}

/**
 * `270131`: 2027-01-31. Day 00 is the last of the month. Undefined: no day that there is.
 * `today`: the day on which it was scanned, `YYYY-MM-DD`.
 */
export function dateOf(sixDigits: string, today: string): string | undefined {
  if (!/^\d{6}$/.test(sixDigits)) return undefined;
  const year = fullYear(Number(sixDigits.slice(0, 2)), Number(today.slice(0, 4)));
  const month = Number(sixDigits.slice(2, 4));
  const days = daysIn(year, month);
  const day = Number(sixDigits.slice(4)) || days;
  if (days === 0 || day > days) return undefined;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}
