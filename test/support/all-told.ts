import pg from 'pg';
import type { TestDatabase } from './database.js';

/**
 * Waits until every event that was committed can be read. The feed waits for transactions that began earlier, in whatever
 * database of the cluster, and other test files have theirs open.
 */
export async function untilAllIsTold(database: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT pg_current_xact_id() AS upto');
    const told = async () => {
      const { rows: found } = await client.query('SELECT $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) AS told', [
        rows[0].upto,
      ]);
      return found[0].told as boolean;
    };
    while (!(await told())) await new Promise(resolve => setTimeout(resolve, 20));
  } finally {
    await client.end();
  }
}
