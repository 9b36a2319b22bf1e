const [minute, hour] = [60, 3_600];

/** Seconds between an attempt that failed and the next, as Standard Webhooks 1.0 suggests: ten attempts over three days. */
const pausesSeconds = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
/** What an answer asks for is followed up to here. */
const retryAfterMaxSeconds = 24 * hour;
/** Up to so much of a pause is added by chance, so that what failed together does not come back together. */
const jitter = 0.2;

/**
 * Seconds until the next attempt after this many failed ones; null: there is none.
 *
 * @param attempts how many were made, at least one
 * @param retryAfterSeconds what the answer asked for, never less than the schedule's own pause
 * @param chance of 0 to 1
 */
export function pauseSeconds(attempts: number, retryAfterSeconds: number | null, chance: number): number | null {
  const pause = pausesSeconds[attempts - 1];
  if (pause === undefined) return null;
  return Math.max(pause * (1 + jitter * chance), Math.min(retryAfterSeconds ?? 0, retryAfterMaxSeconds));
}

/** The seconds of a header Retry-After (RFC 9110, 10.2.3): a number of seconds, or an instant; null for anything else. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = /GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
