import 'reflect-metadata';
import { seedDemo, signInsOf } from './demo/seed-demo.js';
import { EventFeed, type EventSource } from './events/index.js';
import { apiSchema, nodeKinds } from './http/schema.js';
import { type HttpServer, type SessionCarrier, startHttpServer } from './http/server.js';
import { subjectReader } from './http/nodes.js';
import { TrustedDocuments } from './http/trusted-documents.js';
import { closeDocumentReaders, csvTemplate, readDocument } from './documents/index.js';
import {
  createFirstOperator,
  endedSessions,
  invitationLink,
  Passwords,
  Sessions,
  SignInLimiter,
} from './identity/index.js';
import { documentForViewer, submitDocument } from './invoices/index.js';
import type { Config } from './platform/config.js';
import { Database } from './platform/database.js';
import { fromWireId } from './platform/ids.js';
import { openInstallation } from './platform/installation.js';
import { migrate } from './platform/migrate.js';
import { RequestContext, type Services } from './platform/request-context.js';
import { UnitOfWork } from './platform/unit-of-work.js';
import { systemViewer, type Viewer } from './platform/viewer.js';
import { noBank, openSimulatedBank, startSweeper } from './sweeps/index.js';

/** A sign-in of the demo market: a link for people, an e-mail address and password for programs. */
export interface DemoSignIn {
  readonly name: string;
  /** The host name on which this person's pages live, so that six can be signed in side by side. */
  readonly host: string;
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

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

/**
 * Brings a server up: tables, installation, demo market or first operator, the sweeps, and last the port. Any number of
 * servers may stand on one database.
 */
export async function startServer(config: Config, surroundings: ServerSurroundings): Promise<RunningServer> {
  const { log } = surroundings;
  if (surroundings.ownerUrl !== undefined) await migrate(surroundings.ownerUrl);
  const database = await Database.connect({
    url: surroundings.appUrl,
    poolSize: config.databasePool,
    applicationName: 'tenor',
  });
  const work = new UnitOfWork(database);
  const installation = await openInstallation(work, surroundings.demo);
  await work.perform(systemViewer, tx =>
    tx.execute('UPDATE business_clock SET cut_off = $1, zone = $2 WHERE (cut_off, zone) IS DISTINCT FROM ($1::time, $2)', [
      config.cutOff,
      config.cutOffZone,
    ]),
  );
  const onFault = (error: unknown) => log(`A sweep or the event feed failed and will be tried again: ${String(error)}`);
  const bank = installation.demo ? await openSimulatedBank(work, database) : noBank;
  const passwords = new Passwords();
  if (installation.demo) await seedDemo({ work, database, bank, passwords, installation, log });
  const sweeper = startSweeper({ work, database, bank, onError: onFault });
  const feed = await EventFeed.start(database, onFault);
  const http = await serveHttp(config, { database, work, feed, cursorKey: installation.cursorKey, bank, passwords });

  return {
    url: http.url,
    ...(installation.demo
      ? { signIns: await signInsOf(work, installation, http.url) }
      : { operatorLink: await firstOperatorLink(work, http.url) }),
    async stop() {
      await http.stop();
      await feed.stop();
      await sweeper.stop();
      await closeDocumentReaders();
      await database.close();
    },
  };
}

interface Market {
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly feed: EventFeed;
  readonly cursorKey: Buffer;
  readonly bank: Services['bank'];
  readonly passwords: Passwords;
}

async function serveHttp(config: Config, market: Market): Promise<HttpServer> {
  const { database, work, passwords } = market;
  const sessions = new Sessions(database, work);
  const events: EventSource = {
    database,
    feed: market.feed,
    cursorKey: market.cursorKey,
    readSubjects: subjectReader(nodeKinds),
  };
  const limiter = new SignInLimiter();
  const shared = { events, bank: market.bank, signIn: { database, work, passwords, limiter } };
  const contextFor = (viewer: Viewer, requestId: string, origin: string, carrier?: SessionCarrier) =>
    new RequestContext(viewer, database, work, { ...shared, origin, carrier, database, work }, requestId);

  return startHttpServer({
    port: config.port,
    host: config.host,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    logLevel: config.logLevel,
    socketsPerPerson: config.socketsPerPerson,
    socketsPerAddress: config.socketsPerAddress,
    subscriptionsPerSocket: config.subscriptionsPerSocket,
    schema: await apiSchema(),
    documents: await TrustedDocuments.load(),
    viewerOfToken: (token, carrier) => sessions.viewerOf(token, carrier),
    endedSessions: ids => database.read(systemViewer, db => endedSessions(db, ids)),
    contextFor,
    ready: () => database.read(systemViewer, async db => void (await db.query('SELECT 1'))),
    uploads: {
      maxBytes: config.uploadMaxBytes,
      csvTemplate,
      async submit(viewer, file) {
        const report = await submitDocument(work, viewer, await readDocument(file.bytes, file.name), file);
        return { status: report.landed.length > 0 ? 200 : 422, body: report };
      },
      async download(viewer, wireId) {
        const id = fromWireId('document', wireId);
        return id === undefined ? null : database.read(viewer, db => documentForViewer(db, viewer, id));
      },
    },
  });
}

async function firstOperatorLink(work: UnitOfWork, url: string): Promise<string | undefined> {
  const link = await work.perform(systemViewer, tx => createFirstOperator(tx));
  return link === null ? undefined : invitationLink(url, link.token);
}
