import { join } from 'node:path';
import { emitSchema } from '../../../schema/emit.js';
import { apiSchema } from '../../http/schema.js';
import { projectRoot } from '../../platform/project-root.js';
import type { CommandIo } from '../command.js';

/** Writes schema/schema.graphql and schema/operations.json from the code. */
export async function run(_args: string[], io: CommandIo): Promise<number> {
  await emitSchema(await apiSchema(), join(projectRoot(), 'schema'));
  io.stderr.write('schema/schema.graphql and schema/operations.json are written.\n');
  return 0;
}
