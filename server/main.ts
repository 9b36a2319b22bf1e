import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { type DemoSignIn, demoSignIns } from './demo/demo-sign-ins.js';
import { seedDemo } from './demo/seed-demo.js';
import { EventFeed, type EventSource } from './events/index.js';
import { Exports, startCompleteExports } from './exports/index.js';
import { apiSchema, nodeKinds } from './http/schema.js';
import { type HttpServer, type SessionCarrier, startHttpServer } from './http/server.js';
import { idsIn } from './http/asked-for.js';
import { subjectReader } from './http/nodes.js';
import { TrustedDocuments } from './http/trusted-documents.js';
import {
  closeDocumentReaders,
  csvTemplate,
  type OutsideValidator,
  outsideValidator,
  readDocument,
} from './documents/index.js';
import {
  createFirstOperator,
  forgetEnded,
  invitationLink,
  Passwords,
  Sessions,
  SignInLimiter,
} from './identity/index.js';
import { writeAlertMails } from './alerts/index.js';
import { LookRecorder } from './looks/index.js';
import { enableMail, type Mailer, smtpMail, startMailer } from './mail/index.js';
import { bankFileBytesMax, directoryBank } from './bank/index.js';
import { documentForViewer, submitDocument } from './invoices/index.js';
import { takePaymentFile } from './payments/index.js';
import { bankFileForViewer, closeBankFileReaders, submitBankFile } from './reconciliation/index.js';
import { type Config, isLoopback } from './platform/config.js';
import { Database } from './platform/database.js';
import { fromWireId } from './platform/ids.js';
import { type Installation, markFurnished, openInstallation } from './platform/installation.js';
import { startingAlone } from './platform/migrate.js';
import { RequestContext } from './platform/request-context.js';
import { UnitOfWork } from './platform/unit-of-work.js';
import { systemViewer, type Viewer } from './platform/viewer.js';
import { allowLoopback, forgetWebhooks, startWebhooks } from './webhooks/index.js';
import { type MarketBank, moveClock, openSimulatedBank, startSweeper } from './sweeps/index.js';

export type { DemoSignIn };

export interface RunningServer {
  readonly url: string;
  readonly signIns?: DemoSignIn[];
  /** Where there is no operator yet: the one-time link by which its first administrator registers. */
  readonly operatorLink?: string;
  stop(): Promise<void>;
}

export interface ServerSurroundings {
  readonly appUrl: string;
  /** Absent where the tables are not to be migrated. */
  readonly ownerUrl?: string;
  readonly demo: boolean;
  readonly log: (line: string) => void;
}

const hourMs = 3_600_000;

/**
 * Brings a server up: tables, installation, demo market or first operator, the sweeps, and last the port. Any number of
 * servers may stand on one database.
 */
export async function startServer(config: Config, surroundings: ServerSurroundings): Promise<RunningServer> {
  const { log } = surroundings;
  const schema = await apiSchema();
  const documents = await TrustedDocuments.load();
  const { database, work, installation } = await openMarket(config, surroundings);
  const stopping = new AbortController();
  const onFault = (error: unknown) => {
    // What is given up at a stop is no fault.
    if (stopping.signal.aborted) return;
    log(`A sweep, the event feed, a mail or a webhook failed and will be tried again: ${String(error)}`);
  };
  const backstage = behind(database.until(stopping.signal));
  const bank = installation.demo
    ? await openSimulatedBank(backstage.work, backstage.database)
    : await connectedBank(config, onFault);
  const sweeper = startSweeper({ ...backstage, bank, onError: onFault });
  const housekeeping = setInterval(() => {
    void work.perform(systemViewer, forgetEnded).catch(onFault);
    void forgetWebhooks(work).catch(onFault);
  }, hourMs);
  const feed = await EventFeed.start(database, onFault);
  const http = await serveHttp(config, {
    schema,
    documents,
    database,
    work,
    feed,
    installation,
    backstage,
    bank,
    onFault,
  });
  const url = config.publicUrl ?? http.url;
  const mailer = startMail(config, { database, work }, url, onFault);

  return {
    url,
    ...(installation.demo
      ? { signIns: await demoSignIns(work, installation, url) }
      : { operatorLink: await firstOperatorLink(work, url) }),
    async stop() {
      clearInterval(housekeeping);
      stopping.abort();
      const mailed = mailer?.stop();
      await http.stop();
      await feed.stop();
      await sweeper.stop();
      await mailed;
      await closeDocumentReaders();
      await closeBankFileReaders();
      await database.close();
    },
  };
}

/** What works beside the requests, or for as long as a year of the clock takes: it can be done again, and ends at a stop. */
interface Backstage {
  readonly database: Database;
  readonly work: UnitOfWork;
}

function behind(database: Database): Backstage {
  return { database, work: new UnitOfWork(database) };
}

/** The bank of a real market; null where none is connected, and people carry the files. */
async function connectedBank({ bankFolder }: Config, report: (fault: unknown) => void): Promise<MarketBank> {
  return bankFolder === undefined ? null : directoryBank({ folder: bankFolder, report });
}

interface OpenMarket {
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly installation: Installation;
}

/** The database with its tables and its installation; a demo's is furnished, alone, before anybody can see it. */
async function openMarket(config: Config, { appUrl, ownerUrl, demo, log }: ServerSurroundings): Promise<OpenMarket> {
  const connect = () => Database.connect({ url: appUrl, poolSize: config.databasePool, applicationName: 'tenor' });
  async function open(): Promise<OpenMarket> {
    const database = await connect();
    const work = new UnitOfWork(database);
    const installation = await openInstallation(work, demo);
    await setBusinessDay(work, config);
    await work.perform(systemViewer, async tx => {
      await enableMail(tx, config.mail !== undefined);
      await allowLoopback(tx, callsLoopback(config, installation));
    });
    return { database, work, installation };
  }
  if (ownerUrl === undefined) return open();
  return startingAlone(ownerUrl, async owner => {
    await owner.migrate();
    if (demo && (await isUnfinished(connect))) {
      log('The last start was cut off while it made the demo market: making it afresh …');
      await owner.empty();
      await owner.migrate();
    }
    const market = await open();
    if (demo && !market.installation.furnished) {
      log('Making the demo market …');
      await seedDemo(market.work, market.database);
      await markFurnished(market.work);
    }
    return market;
  });
}

/** Programs on this machine are called by a demo that itself is reached from this machine alone; elsewhere they are not ours to reach. */
function callsLoopback({ host, trustProxy }: Config, { demo }: Pick<Installation, 'demo'>): boolean {
  return demo && isLoopback(host) && trustProxy.length === 0;
}

/** Whether a demo market was begun here and never finished. */
async function isUnfinished(connect: () => Promise<Database>): Promise<boolean> {
  const database = await connect();
  try {
    const found = await database.read(systemViewer, db =>
      db.maybe<{ unfinished: boolean }>('SELECT demo AND furnished_at IS NULL AS unfinished FROM installation'),
    );
    return found?.unfinished ?? false;
  } finally {
    await database.close();
  }
}

async function setBusinessDay(work: UnitOfWork, { cutOff, cutOffZone }: Config): Promise<void> {
  await work.perform(systemViewer, tx =>
    tx.execute(
      'UPDATE business_clock SET cut_off = $1, zone = $2 WHERE (cut_off, zone) IS DISTINCT FROM ($1::time, $2)',
      [cutOff, cutOffZone],
    ),
  );
}

/** Mails leave beside the server, where a mail server is known. */
function startMail(
  { mail }: Config,
  { work, database }: Pick<Market, 'work' | 'database'>,
  origin: string,
  onError: (error: unknown) => void,
): Mailer | undefined {
  if (!mail) return undefined;
  const route = { port: smtpMail(mail.smtpUrl, mail.from), origin };
  return startMailer({ work, route, write: () => writeAlertMails(work, database), onError });
}

interface Market {
  readonly schema: GraphQLSchema;
  readonly documents: TrustedDocuments;
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly feed: EventFeed;
  readonly installation: Installation;
  readonly backstage: Backstage;
  readonly bank: MarketBank | null;
  readonly onFault: (fault: unknown) => void;
}

async function serveHttp(config: Config, market: Market): Promise<HttpServer> {
  const { database, work, backstage } = market;
  const sessions = new Sessions(database, work);
  const validated: OutsideValidator =
    config.validator === undefined ? async reading => reading : outsideValidator(config.validator);
  const events: EventSource = {
    database,
    feed: market.feed,
    cursorKey: market.installation.cursorKey,
    readSubjects: subjectReader(nodeKinds),
  };
  const clock = { moveTo: (target: Date) => moveClock(backstage.work, backstage.database, market.bank, target) };
  const shared = {
    events,
    clock,
    signIn: { database, work, passwords: new Passwords(), limiter: new SignInLimiter() },
  };
  const contextFor = (viewer: Viewer, requestId: string, origin: string, carrier?: SessionCarrier) =>
    new RequestContext(viewer, database, work, { ...shared, origin, carrier }, requestId);

  const lists = new Exports(market.schema);
  const completeExports = startCompleteExports({
    ...backstage,
    exports: lists,
    contextFor: viewer =>
      new RequestContext(viewer, backstage.database, backstage.work, { ...shared, origin: '' }, 'complete-export'),
    report: market.onFault,
  });
  const webhooks = startWebhooks({
    work,
    database,
    events,
    contextFor: viewer => contextFor(viewer, 'webhooks', ''),
    installationKey: market.installation.cursorKey,
    surroundings: { loopbackAllowed: callsLoopback(config, market.installation) },
    report: market.onFault,
  });
  const looks = new LookRecorder(work);

  const http = await startHttpServer({
    port: config.port,
    host: config.host,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    logLevel: config.logLevel,
    socketsPerPerson: config.socketsPerPerson,
    socketsPerAddress: config.socketsPerAddress,
    subscriptionsPerSocket: config.subscriptionsPerSocket,
    schema: market.schema,
    documents: market.documents,
    viewerOfToken: (token, carrier) => sessions.viewerOfToken(token, carrier),
    endedSessions: ids => sessions.endedSessions(ids),
    contextFor,
    recordLook: (viewer, asked) => looks.record(viewer, asked),
    async openExport({ viewer, name, parameters, requestId, origin }) {
      await looks.record(viewer, () => ({ kind: 'FILE', operation: name, fields: [], subjects: idsIn(parameters) }));
      return lists.open(name, parameters, contextFor(viewer, requestId, origin));
    },
    bankFiles: {
      maxBytes: bankFileBytesMax,
      submit: (viewer, file) => submitBankFile({ work, database, report: market.onFault }, viewer, file),
      async download(viewer, wireId) {
        await looks.record(viewer, () => ({ kind: 'DOCUMENT', operation: '', fields: [], subjects: idsIn(wireId) }));
        return bankFileForViewer(database, viewer, wireId);
      },
      async takePaymentFile(viewer, wireId) {
        const id = fromWireId('paymentFile', wireId);
        return id === undefined ? null : takePaymentFile(work, viewer, id);
      },
    },
    ready: () => database.read(systemViewer, async db => void (await db.query('SELECT 1'))),
    uploads: {
      maxBytes: config.uploadMaxBytes,
      csvTemplate,
      async submit(viewer, file, { origin, onProgress }) {
        const { invited, ...report } = await submitDocument(
          work,
          viewer,
          await validated(await readDocument(file.bytes, file.name, config.uploadMaxBytes), file.bytes),
          file,
          onProgress,
        );
        const links = invited.map(({ token, ...supplier }) => ({ ...supplier, link: invitationLink(origin, token) }));
        const isAny = report.landed.length + report.creditNotes.length > 0;
        return { status: isAny ? 200 : 422, body: { ...report, invited: links } };
      },
      async download(viewer, wireId) {
        const id = fromWireId('document', wireId);
        await looks.record(viewer, () => ({ kind: 'DOCUMENT', operation: '', fields: [], subjects: idsIn(wireId) }));
        return id === undefined ? null : database.read(viewer, db => documentForViewer(db, viewer, id));
      },
    },
  });
  return {
    ...http,
    async stop() {
      await Promise.all([http.stop(), completeExports.stop(), webhooks.stop()]);
    },
  };
}

async function firstOperatorLink(work: UnitOfWork, url: string): Promise<string | undefined> {
  const link = await work.perform(systemViewer, tx => createFirstOperator(tx));
  return link === null ? undefined : invitationLink(url, link.token);
}
