import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import pg from 'pg';
import type { DemoSignIn } from '../../main.js';
import { type Config, loadConfig, StartRefused, withoutPassword } from '../../platform/config.js';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import type { CommandIo } from '../command.js';

type Log = (line: string) => void;

/** What is running: where people find it, and how they sign in. */
interface Running {
  url: string;
  signIns?: DemoSignIn[];
  operatorLink?: string;
}

/** One Ctrl-C comes twice when npm, which gets it too, hands it on; only a later one is the impatient second. */
const SAME_PRESS_MS = 500;
const PARENT_POLL_MS = 250;
const CONNECT_MS = 10_000;
const OLDEST_POSTGRES = 16;
/**
 * Of a heap by itself the engine lets garbage grow to three times what lives before it collects, where the machine has
 * much memory; a server beside others holds what it needs and less than half as much again.
 */
const HEAP_GROWING_PERCENT = 40;

/**
 * Starts everything, says where it is, and resolves when it was told to stop and has stopped.
 *
 * @throws StartRefused for a wrong setting, a busy port, an unreachable database and the like.
 */
export async function run(args: string[], io: CommandIo): Promise<number> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const log: Log = line => void io.stderr.write(`${line}\n`);
  const stopping = untilStopped(io, log);
  const stops: (() => Promise<void>)[] = [];
  try {
    const config = loadConfig(io.env, args);
    const running = await bringUp(config, io, log, stops);
    if (!stopping.asked()) io.stdout.write(config.json ? forPrograms(running) : forPeople(running));
    await stopping.done;
    return 0;
  } catch (error) {
    if (error instanceof StartRefused && stopping.asked()) return 0; // What was being made was interrupted as well.
    throw error;
  } finally {
    for (const stop of stops.reverse()) await stop().catch(error => log((error as Error).stack ?? String(error)));
  }
}

/** Fills `stops` with what ends each part, in the order in which the parts were started. */
async function bringUp(config: Config, io: CommandIo, log: Log, stops: (() => Promise<void>)[]): Promise<Running> {
  await refusePort(config);
  const [database, web] = await Promise.allSettled([openDatabase(config, log, stops), io.buildWeb(log)]);
  if (database.status === 'rejected') throw database.reason;
  if (web.status === 'rejected') throw new StartRefused((web.reason as Error).message);
  const { startServer } = await import('../../main.js');
  try {
    const server = await startServer(config, { ...database.value, demo: config.demo, log });
    stops.push(() => server.stop());
    return { ...server, url: config.publicUrl ?? server.url };
  } catch (error) {
    throw listenRefusal(error, config) ?? error;
  }
}

async function openDatabase(config: Config, log: Log, stops: (() => Promise<void>)[]) {
  if (config.databaseUrl !== undefined) {
    await refuseUnreachable('DATABASE_URL', config.databaseUrl);
    if (config.databaseOwnerUrl) await refuseUnreachable('DATABASE_OWNER_URL', config.databaseOwnerUrl);
    return { appUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl };
  }
  log('Starting PostgreSQL …');
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  stops.push(() => embedded.stop());
  return { appUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl };
}

/** Before anything is started, so that a second start by mistake touches nothing. */
async function refusePort(config: Config): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((free, taken) => probe.once('error', taken).listen(config.port, config.host, free));
  } catch (error) {
    throw listenRefusal(error, config) ?? error;
  }
  await new Promise(closed => probe.close(closed));
}

function listenRefusal(error: unknown, { host, port }: Config): StartRefused | undefined {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use by another program: stop that, or set PORT to another one.`,
    EACCES: `There is no permission to listen on port ${port}: set PORT to one from 1024 on.`,
    EADDRNOTAVAIL: `HOST is "${host}", which is not an address of this machine.`,
  };
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return reason === undefined ? undefined : new StartRefused(reason);
}

async function refuseUnreachable(setting: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('SHOW server_version');
    const version = Number.parseInt(rows[0]!.version, 10);
    if (version < OLDEST_POSTGRES)
      throw new StartRefused(`${setting} leads to PostgreSQL ${version}: ${OLDEST_POSTGRES} or newer is needed.`);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartRefused(`${setting} leads to no database (${withoutPassword(url)}): ${message || code}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * The first signal asks for a clean stop, the second ends the process at once; the database survives either. A signal
 * sent to npm alone ends the shell between npm and this process, and is taken as one to this process.
 */
function untilStopped(io: CommandIo, log: Log): { asked(): boolean; done: Promise<void> } {
  let askedAt: number | undefined;
  const done = new Promise<void>(stop => {
    const ask = () => {
      if (askedAt !== undefined && Date.now() - askedAt > SAME_PRESS_MS) process.exit(130);
      if (askedAt !== undefined) return;
      askedAt = Date.now();
      log('Stopping …');
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    if (io.env.npm_lifecycle_event !== undefined) whenParentEnds(ask);
  });
  return { asked: () => askedAt !== undefined, done };
}

function whenParentEnds(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, PARENT_POLL_MS);
  timer.unref();
}

/** One line, so that a program finds it among whatever npm prints. */
function forPrograms({ url, signIns = [], operatorLink }: Running): string {
  const websocket = url.replace(/^http/, 'ws');
  return `${JSON.stringify({
    url,
    graphql: `${url}/graphql`,
    websocket: `${websocket}/graphql`,
    upload: `${url}/documents`,
    signIns: signIns.map(({ name, host, url, email, password }) => ({ name, host, url, email, password })),
    operatorLink,
  })}\n`;
}

function forPeople({ url, signIns = [], operatorLink }: Running): string {
  const width = Math.max(0, ...signIns.map(signIn => signIn.name.length));
  const links = signIns.map(signIn => `  ${signIn.name.padEnd(width)}  ${signIn.url}\n`);
  const operator = operatorLink
    ? ['The first sign-in of the operator, good for one use:\n', `  ${operatorLink}\n`]
    : [];
  return ['\n', `Tenor runs at ${url}\n`, ...links, ...operator, 'Ctrl-C stops it; the data stays.\n'].join('');
}
