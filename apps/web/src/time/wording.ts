const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const two = (value: number): string => String(value).padStart(2, "0");

/** A span of seconds in words: "12 s", "4 min 07 s", "1 h 05 min". Padding keeps its width steady. */
export function spanWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${two(whole % MINUTE)} s`;
  return `${Math.floor(whole / HOUR)} h ${two(Math.floor((whole % HOUR) / MINUTE))} min`;
}

/** What is left of a programme, in seconds: "4 min 07 s left". */
export function leftWords(seconds: number): string {
  return seconds <= 0 ? "Ending" : `${spanWords(seconds)} left`;
}

/** When something starts, in seconds from now: "Starts in 3 min". Minutes are rounded up, so that they are never 0. */
export function startsWords(seconds: number): string {
  if (seconds <= 0) return "Starting now";
  if (seconds < MINUTE) return `Starts in ${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / MINUTE);
  if (minutes < 60) return `Starts in ${minutes} min`;
  if (minutes < DAY / MINUTE) {
    const rest = minutes % 60;
    return `Starts in ${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
  }
  const days = Math.round(seconds / DAY);
  return days === 1 ? "Starts in a day" : `Starts in ${days} days`;
}

/** How long ago something ended or began, in seconds: "2 min ago". */
export function agoWords(seconds: number): string {
  if (seconds < MINUTE) return "just now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  const days = Math.floor(seconds / DAY);
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** A length of a programme in seconds, rounded for reading: "45 min", "1 h 30 min", "50 s". */
export function lengthWords(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Seconds as a counter for the control room: "04:07", "1:05:09". */
export function counter(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const head = whole >= HOUR ? `${Math.floor(whole / HOUR)}:` : "";
  return `${head}${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
}
