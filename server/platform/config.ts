import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isTimeZone } from './local-date.js';
import { projectRoot } from './project-root.js';

/** A start that cannot go on, for reasons a person can mend. Each reason is one sentence, fit to be shown as it is. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  readonly reasons: readonly string[];

  constructor(...reasons: string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}

/** One environment variable; an empty one counts as not set. `range` completes the sentence "NAME must be …". */
interface Setting {
  meaning: string;
  range: string;
  /** As it would be written in the environment; absent where nothing is a meaningful value. */
  default?: string;
  /** Said in place of `default` in the documentation. */
  defaultMeans?: string;
  secret?: true;
  value: z.ZodType<unknown, string>;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** Make the demo market in a database of one's own; answer in JSON; leave the tables of that database as they are. */
const FLAGS = ['--demo', '--json', '--no-migrate'];

const SETTINGS = {
  PORT: {
    meaning: 'Port for the API, the subscriptions and the web.',
    range: 'a whole number from 0 to 65535, 0 for any free port',
    default: '4000',
    value: wholeNumber(0, 65_535),
  },
  HOST: {
    meaning: 'Address to listen on. Other than on loopback, TRUST_PROXY is needed.',
    range: 'localhost or an IP address',
    default: '127.0.0.1',
    value: z.string().refine(host => host === 'localhost' || isIP(host) !== 0),
  },
  TENOR_DATA: {
    meaning: 'Folder of the embedded database.',
    range: 'a folder that can be written to',
    defaultMeans: 'data/ in the folder of Tenor',
    value: z.string(),
  },
  DATABASE_URL: {
    meaning: 'Database to use in place of the embedded one, as the role that serves: one that owns no table.',
    range: 'postgres://role:password@host:port/database',
    defaultMeans: 'the embedded database',
    secret: true,
    value: z.string().refine(isDatabaseUrl),
  },
  DATABASE_OWNER_URL: {
    meaning: 'The same database as the role that owns the tables and migrates them. Needed with DATABASE_URL.',
    range: 'postgres://role:password@host:port/database',
    secret: true,
    value: z.string().refine(isDatabaseUrl),
  },
  DATABASE_POOL: {
    meaning: 'Database connections this server holds at most.',
    range: 'a whole number from 2 to 500',
    default: '10',
    value: wholeNumber(2, 500),
  },
  PUBLIC_URL: {
    meaning: 'Address that people type. Needed with TRUST_PROXY.',
    range: 'https://host, without a path; http:// only where the host is this machine itself',
    defaultMeans: 'http:// with HOST and PORT',
    value: z
      .string()
      .refine(isPublicUrl)
      .transform(url => new URL(url).origin),
  },
  TRUST_PROXY: {
    meaning: 'Where the proxy that ends TLS stands: its forwarded headers are believed, those of others are not.',
    range: 'addresses, networks (10.0.0.0/8) or the words loopback, linklocal, uniquelocal, divided by commas',
    defaultMeans: 'no proxy',
    value: z
      .string()
      .transform(listOf)
      .refine(places => places.length > 0 && places.every(isProxyPlace)),
  },
  SOCKETS_PER_PERSON: {
    meaning: 'WebSockets that one signed-in person may hold open.',
    range: 'a whole number from 1 to 1000',
    default: '5',
    value: wholeNumber(1, 1000),
  },
  SOCKETS_PER_ADDRESS: {
    meaning: 'WebSockets that one network address may hold open.',
    range: 'a whole number from 1 to 100000',
    default: '50',
    value: wholeNumber(1, 100_000),
  },
  SUBSCRIPTIONS_PER_SOCKET: {
    meaning: 'Subscriptions that one WebSocket may carry.',
    range: 'a whole number from 1 to 1000',
    default: '20',
    value: wholeNumber(1, 1000),
  },
  UPLOAD_MAX_BYTES: {
    meaning: 'Largest document taken, in bytes.',
    range: 'a whole number from 1024 to 104857600',
    default: '5242880',
    value: wholeNumber(1024, 104_857_600),
  },
  TENOR_VALIDATOR: {
    meaning:
      'Program that checks each invoice in XML, and that inside a PDF, by rules of your own: it reads the document from standard input and writes a report in SVRL. What it marks as fatal or error stops the invoice, the rest is a warning.',
    range: 'a program and its arguments, divided by spaces',
    defaultMeans: 'none',
    value: z.string().refine(line => line.trim() !== ''),
  },
  SMTP_URL: {
    meaning: 'Mail server, for alerts and invitations by mail. Needed with MAIL_FROM; without it no mail leaves.',
    range: 'smtp://name:password@host:587, which goes over to TLS, or smtps://…, which begins with it',
    defaultMeans: 'no mail',
    secret: true,
    value: z.string().refine(isSmtpUrl),
  },
  MAIL_FROM: {
    meaning: 'Address that mails come from. Needed with SMTP_URL.',
    range: 'an e-mail address',
    value: z.string().refine(text => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text)),
  },
  BANK_FOLDER: {
    meaning:
      'Folder through which files go to the bank and come from it. Not for a demo market, whose bank is simulated.',
    range: 'a folder that can be written to',
    defaultMeans: 'no bank is connected',
    value: z.string(),
  },
  CUT_OFF: {
    meaning:
      'Time of a business day from which an acceptance counts for the next one, in new programmes whose currency has none of its own.',
    range: 'a time from 00:00 to 23:59',
    default: '16:00',
    value: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  },
  CUT_OFF_ZONE: {
    meaning: 'Time zone of CUT_OFF, and of the days of the market.',
    range: 'a time zone such as Europe/Paris',
    default: 'Europe/Paris',
    value: z.string().refine(isTimeZone),
  },
  LOG_LEVEL: {
    meaning: 'Least severe message that is logged.',
    range: `one of ${LOG_LEVELS.join(', ')}`,
    default: 'warn',
    value: z.enum(LOG_LEVELS),
  },
} satisfies Record<string, Setting>;

type SettingName = keyof typeof SETTINGS;
type Values = { [N in SettingName]?: z.output<(typeof SETTINGS)[N]['value']> };

/** What the environment and the command line decide, checked. Database addresses carry passwords: `withoutPassword` before they are shown. */
export interface Config {
  port: number;
  host: string;
  /** Absolute path; `dataDirNamed` when TENOR_DATA chose it. */
  dataDir: string;
  dataDirNamed: boolean;
  /** Absent for the embedded database. */
  databaseUrl?: string;
  /** Absent for the embedded database and where the tables are not to be migrated. */
  databaseOwnerUrl?: string;
  databasePool: number;
  /** Origin only, without a final slash. */
  publicUrl?: string;
  /** Empty where no proxy is trusted. */
  trustProxy: string[];
  socketsPerPerson: number;
  socketsPerAddress: number;
  subscriptionsPerSocket: number;
  uploadMaxBytes: number;
  /** Program and arguments, divided by spaces; absent where documents are checked by our own rules alone. */
  validator?: string;
  /** Absolute path; absent where no bank is connected. */
  bankFolder?: string;
  /** Absent where no mail leaves. */
  mail?: { readonly smtpUrl: string; readonly from: string };
  /** `HH:MM` in `cutOffZone`. */
  cutOff: string;
  cutOffZone: string;
  logLevel: (typeof LOG_LEVELS)[number];
  /** True for the embedded database and with `--demo`. */
  demo: boolean;
  json: boolean;
  migrate: boolean;
}

/** Every setting for people to read, in the order of the documentation. */
export const SETTINGS_TABLE: readonly { name: string; meaning: string; default: string; range: string }[] =
  Object.entries<Setting>(SETTINGS).map(([name, setting]) => ({
    name,
    meaning: setting.meaning,
    default: setting.defaultMeans ?? setting.default ?? 'none',
    range: setting.range,
  }));

/**
 * Reads the settings of the environment and the options of the command line; a relative path counts from the working
 * directory.
 *
 * @throws StartRefused with one sentence for each wrong setting, all of them at once.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Config {
  const { values, wrong } = readSettings(env);
  const flags = new Set(argv);
  const reasons = [...wrong, ...unknownFlags(flags), ...contradictions(values, name => !!env[name]?.trim(), flags)];
  if (reasons.length > 0) throw new StartRefused(...reasons);
  return {
    port: values.PORT!,
    host: values.HOST!,
    dataDir: resolve(values.TENOR_DATA ?? join(projectRoot(), 'data')),
    dataDirNamed: values.TENOR_DATA !== undefined,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: flags.has('--no-migrate') ? undefined : values.DATABASE_OWNER_URL,
    databasePool: values.DATABASE_POOL!,
    publicUrl: values.PUBLIC_URL,
    trustProxy: values.TRUST_PROXY ?? [],
    socketsPerPerson: values.SOCKETS_PER_PERSON!,
    socketsPerAddress: values.SOCKETS_PER_ADDRESS!,
    subscriptionsPerSocket: values.SUBSCRIPTIONS_PER_SOCKET!,
    uploadMaxBytes: values.UPLOAD_MAX_BYTES!,
    validator: values.TENOR_VALIDATOR,
    bankFolder: values.BANK_FOLDER === undefined ? undefined : resolve(values.BANK_FOLDER),
    mail: values.SMTP_URL && values.MAIL_FROM ? { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM } : undefined,
    cutOff: values.CUT_OFF!,
    cutOffZone: values.CUT_OFF_ZONE!,
    logLevel: values.LOG_LEVEL!,
    demo: values.DATABASE_URL === undefined || flags.has('--demo'),
    json: flags.has('--json'),
    migrate: !flags.has('--no-migrate'),
  };
}

/** A database address fit to be shown: its password and whatever follows a `?` are left out. */
export function withoutPassword(databaseUrl: string): string {
  const { protocol, username, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${username}@${host}${pathname}`;
}

/** Whether only programs of this machine can reach `host`, a name or an IP address. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}

function readSettings(env: Readonly<Record<string, string | undefined>>): { values: Values; wrong: string[] } {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, setting] of Object.entries<Setting>(SETTINGS)) {
    const text = env[name]?.trim() || setting.default;
    if (text === undefined) continue;
    const read = setting.value.safeParse(text);
    if (read.success) values[name] = read.data;
    else
      wrong.push(
        setting.secret ? `${name} must be ${setting.range}.` : `${name} is "${text}": it must be ${setting.range}.`,
      );
  }
  return { values: values as Values, wrong };
}

function unknownFlags(flags: ReadonlySet<string>): string[] {
  return [...flags]
    .filter(flag => !FLAGS.includes(flag))
    .map(flag => `"${flag}" is not an option: the options are ${FLAGS.join(', ')}.`);
}

/** Settings that do not go together. One that is set and wrong counts as set: its own sentence says what is wrong. */
function contradictions(values: Values, isSet: (name: SettingName) => boolean, flags: ReadonlySet<string>): string[] {
  return [
    ...databaseContradictions(values, isSet, flags),
    ...addressContradictions(values, isSet),
    // A demo's clock can be moved; a bank's cannot.
    ...(isSet('BANK_FOLDER') && (!isSet('DATABASE_URL') || flags.has('--demo'))
      ? ['BANK_FOLDER is for a real market: name its database in DATABASE_URL, and leave --demo out.']
      : []),
    ...(isSet('SMTP_URL') === isSet('MAIL_FROM') ? [] : ['SMTP_URL and MAIL_FROM must be set together.']),
  ];
}

function databaseContradictions(
  values: Values,
  isSet: (name: SettingName) => boolean,
  flags: ReadonlySet<string>,
): string[] {
  const reasons: string[] = [];
  if (isSet('DATABASE_URL') && !isSet('DATABASE_OWNER_URL') && !flags.has('--no-migrate'))
    reasons.push('DATABASE_OWNER_URL must be set with DATABASE_URL, or the start be given --no-migrate.');
  if (!isSet('DATABASE_URL') && isSet('DATABASE_OWNER_URL'))
    reasons.push('DATABASE_URL must be set with DATABASE_OWNER_URL.');
  if (!isSet('DATABASE_URL') && flags.has('--no-migrate'))
    reasons.push('--no-migrate is for a database that DATABASE_URL names: the embedded one is always migrated.');
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = values;
  if (appUrl && ownerUrl && new URL(appUrl).username === new URL(ownerUrl).username)
    reasons.push('DATABASE_URL and DATABASE_OWNER_URL must name two roles: the role that serves may own no table.');
  return reasons;
}

function addressContradictions(values: Values, isSet: (name: SettingName) => boolean): string[] {
  const reasons: string[] = [];
  if (values.HOST && !isLoopback(values.HOST) && !isSet('TRUST_PROXY'))
    reasons.push(
      `HOST is "${values.HOST}", which other machines reach over plain HTTP: put a proxy that ends TLS in front and name it in TRUST_PROXY, or leave HOST at 127.0.0.1.`,
    );
  if (isSet('TRUST_PROXY') && !isSet('PUBLIC_URL'))
    reasons.push('PUBLIC_URL must be set with TRUST_PROXY: the address that people type to reach the proxy.');
  if (values.PUBLIC_URL?.startsWith('https:') && !isSet('TRUST_PROXY'))
    reasons.push('TRUST_PROXY must be set with an https PUBLIC_URL: Tenor itself does not end TLS.');
  return reasons;
}

function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine(value => value >= least && value <= most);
}

function isDatabaseUrl(text: string): boolean {
  const url = parseUrl(text);
  return (
    /^postgres(ql)?:$/.test(url?.protocol ?? '') &&
    url!.username !== '' &&
    url!.hostname !== '' &&
    url!.pathname.length > 1
  );
}

function isSmtpUrl(text: string): boolean {
  const url = parseUrl(text);
  return /^smtps?:$/.test(url?.protocol ?? '') && url!.hostname !== '' && /^\/?$/.test(url!.pathname) && !url!.search;
}

function isPublicUrl(text: string): boolean {
  const url = parseUrl(text);
  if (!url || url.pathname !== '/' || url.search || url.hash || url.username) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}

function isProxyPlace(place: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(place)) return true;
  const [address = '', bits, ...rest] = place.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
