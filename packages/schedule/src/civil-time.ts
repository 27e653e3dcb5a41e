const two = (value: number): string => String(value).padStart(2, "0");

/**
 * The UTC date and time of a second, as `date` (`20261123`) and `time` (`214500`). Days to a civil date by the 400-year cycle,
 * counted in years that begin in March so that the leap day is the last.
 */
export function civilTime(second: number): { date: string; time: string } {
  const days = Math.floor(second / 86_400);
  const rest = second - days * 86_400;
  const sinceMarch = days + 719_468;
  const era = Math.floor(sinceMarch / 146_097);
  const dayOfEra = sinceMarch - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    date: `${String(year).padStart(4, "0")}${two(month)}${two(day)}`,
    time: [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(""),
  };
}
