import { join } from 'node:path';
import { schemaFaults } from '../../../schema/check.js';
import { apiSchema } from '../../http/schema.js';
import { projectRoot } from '../../platform/project-root.js';
import type { CommandIo } from '../command.js';

/** Compares the written API with the code and its house rules; exits 1 and names every difference. */
export async function run(_args: string[], io: CommandIo): Promise<number> {
  const faults = await schemaFaults(await apiSchema(), join(projectRoot(), 'schema'));
  for (const fault of faults) io.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}
