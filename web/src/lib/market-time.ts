import { type Language, languageInForce } from './language.js';

/** Instants and days as people read them, in the market's time zone. */

/** English as Europe writes days. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };
const dayUnits: Readonly<Record<Language, string>> = { en: 'd', fr: 'j' };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = locales[languageInForce()];
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formats.set(key, known);
  return known;
}

/** '2 Mar 2026' for a calendar day. */
export function dayText(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  return format('UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(noon);
}

/** The calendar day before a calendar day. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** 'Mar 2026' for the first day of a month. */
export function monthText(day: string): string {
  return format('UTC', { month: 'short', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
}

/** The names of the months, January first. */
export function monthNames(): string[] {
  const days = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15, 12)));
  return days.map(day => format('UTC', { month: 'long' }).format(day));
}

/** '2 Mar 2026, 16:00' for an instant. */
export function instantText(instant: string, zone: string | undefined): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return format(zone, options).format(new Date(instant));
}

/** 'Mon 2 Mar 2026' and '16:00:05'. */
export function clockText(at: Date, zone: string): { day: string; time: string } {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return { day: format(zone, day).format(at).replace(',', ''), time: format(zone, time).format(at) };
}

/** What is left until an instant: '2 d 4 h', '12 min', '45 s'; undefined once it has come. */
export function remainingText(milliseconds: number): string | undefined {
  if (milliseconds <= 0) return undefined;
  const seconds = Math.ceil(milliseconds / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} ${dayUnits[languageInForce()]} ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

/** The instant at which clocks of a zone show 'YYYY-MM-DDTHH:MM', in ISO form; undefined for no such text. */
export function instantIn(zone: string, local: string): string | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const guess = asUtc - offsetAt(zone, asUtc);
  return new Date(asUtc - offsetAt(zone, guess)).toISOString();
}

/** What clocks of a zone show at an instant, as 'YYYY-MM-DDTHH:MM': seconds are left out. */
export function localIn(zone: string, instant: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}

/** By how many milliseconds the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(zone: string, instant: number): number {
  const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
  const options = Object.fromEntries(fields.map(field => [field, 'numeric'])) as Intl.DateTimeFormatOptions;
  const parts = format(zone, { ...options, hourCycle: 'h23' }).formatToParts(instant);
  const [year, month, day, hour, minute, second] = fields.map(field =>
    Number(parts.find(part => part.type === field)?.value),
  );
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(instant / 1000) * 1000;
}
