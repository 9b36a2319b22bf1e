import { z } from 'zod';
import { command } from '../platform/command.js';
import { plainName, uuidKey } from '../platform/input.js';
import { NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, personOf } from '../platform/viewer.js';
import { UnreadableRates } from './exchange-rate.problems.js';
import { keepRates } from './keep-rates.js';

/** The operator hands in what the ECB has published. The rates serve reports alone: no amount that is owed or paid knows them. */
export const addExchangeRates = command({
  name: 'addExchangeRates',
  input: z.object({ fileName: plainName(255), file: z.string(), idempotencyKey: uuidKey }),
  problems: [NotPermitted, UnreadableRates],
  async execute(tx, viewer, { fileName, file }) {
    if (!hasRole(viewer, 'OPERATOR') || !hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    const kept = await keepRates(tx, { name: fileName, bytes: Buffer.from(file), personId: personOf(viewer) });
    return 'faults' in kept ? new UnreadableRates(kept.faults) : kept;
  },
});
