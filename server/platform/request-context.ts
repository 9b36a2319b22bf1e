import DataLoader from 'dataloader';
import type { Command } from './command.js';
import type { Database, Db } from './database.js';
import type { Problem } from './problem.js';
import type { UnitOfWork } from './unit-of-work.js';
import type { Viewer } from './viewer.js';

/** Reads many things by key as a viewer, in the order of the keys; null where the viewer sees nothing. */
export type BatchRead<Key, Value> = (db: Db, viewer: Viewer, keys: readonly Key[]) => Promise<readonly Value[]>;

/**
 * What resolvers reach beside the database, as the slices declare it: each that needs something adds it here by
 * `declare module '../platform/request-context.js' { interface Services { … } }`, and the server provides it.
 */
export interface Services {}

/** What a resolver is given: who asks, and the two ways to the database. One per operation, and one per event of a subscription. */
export class RequestContext {
  private loaders = new Map<unknown, DataLoader<unknown, unknown>>();

  constructor(
    private asker: Viewer,
    private readonly database: Database,
    private readonly work: UnitOfWork,
    readonly services: Services,
    readonly requestId: string,
  ) {}

  get viewer(): Viewer {
    return this.asker;
  }

  /** From here on the operation is this viewer's, who has just signed in, or out. */
  actAs(viewer: Viewer): void {
    this.asker = viewer;
    this.forget();
  }

  /** A short read-only transaction. */
  read<T>(read: (db: Db, viewer: Viewer) => Promise<T>): Promise<T> {
    return this.database.read(this.viewer, db => read(db, this.viewer));
  }

  /** One of many reads by key: all that are asked for together are answered by one statement. */
  load<Key, Value>(batch: BatchRead<Key, Value>, key: Key): Promise<Value> {
    let loader = this.loaders.get(batch) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = new DataLoader<Key, Value>(keys => this.read((db, viewer) => batch(db, viewer, keys)), {
        maxBatchSize: 500,
      });
      this.loaders.set(batch, loader as DataLoader<unknown, unknown>);
    }
    return loader.load(key);
  }

  /** Runs a command; what was loaded before is forgotten, for it may have changed. */
  async run<Input, Success extends object>(
    command: Command<Input, Success>,
    input: unknown,
  ): Promise<Success | Problem> {
    const outcome = await this.work.run(command, this.viewer, input);
    this.forget();
    return outcome;
  }

  /** Drops what was loaded: what is asked for next is read afresh. */
  forget(): void {
    this.loaders = new Map();
  }
}
