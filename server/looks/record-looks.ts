import type { AskedFor } from '../platform/asked-for.js';
import { newId } from '../platform/ids.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { apiKeyOf, type MemberViewer, systemViewer, type Viewer } from '../platform/viewer.js';

/** A look that waits to be written, and who waits for it. */
interface Waiting {
  readonly row: object;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** The longest name that is kept, and the most ids: no document holds as many. */
const operationLengthMax = 200;
const subjectsMax = 2_000;
/** How many looks go into one statement. */
const batchMax = 500;

/**
 * Writes down what persons of the operator look at. Looks that come while others are being written go together into one
 * statement, so that a busy operator costs few of them; each resolves once it is committed. Whoever answers waits for that:
 * what was seen was written down before, and where it cannot be written, nothing is shown.
 */
export class LookRecorder {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly work: UnitOfWork) {}

  /** Resolves at once for whoever is not of the operator; only for who is, `asked` is called. */
  record(viewer: Viewer, asked: () => AskedFor): Promise<void> {
    if (viewer.kind !== 'MEMBER' || !viewer.roles.includes('OPERATOR')) return Promise.resolve();
    const row = rowOf(viewer, asked());
    return new Promise((written, failed) => {
      this.waiting.push({ row, written, failed });
      void this.write();
    });
  }

  private async write(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, batchMax);
      try {
        await this.insert(batch.map(({ row }) => row));
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.writing = false;
  }

  private async insert(rows: readonly object[]): Promise<void> {
    await this.work.perform(systemViewer, tx =>
      tx.execute(
        `INSERT INTO operator_look (id, person_id, organization_id, api_key_id, kind, operation, fields, subjects)
         SELECT id, "personId", "organizationId", "apiKeyId", kind, operation, fields, subjects
           FROM jsonb_to_recordset($1::jsonb) AS g(
             id uuid, "personId" uuid, "organizationId" uuid, "apiKeyId" uuid, kind text, operation text, fields text[],
             subjects text[])`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

function rowOf(viewer: MemberViewer, { kind, operation, fields, subjects }: AskedFor): object {
  const { personId, organizationId } = viewer;
  return {
    id: newId(),
    personId,
    organizationId,
    apiKeyId: apiKeyOf(viewer),
    kind,
    operation: operation.slice(0, operationLengthMax),
    fields,
    subjects: subjects.slice(0, subjectsMax),
  };
}
