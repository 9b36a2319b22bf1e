import { z } from 'zod';
import { closeDay } from '../bank/index.js';
import { command } from '../platform/command.js';
import { localDateInput, text } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { NotADemo } from './payment.problems.js';
import { refuseUnlessDemo } from './refuse-unless-demo.js';

/** The operator of a demo keeps the bank closed on a day, today or later: payments move to the next day it is open. */
export const closeBankDay = command({
  name: 'closeBankDay',
  input: z.object({ day: localDateInput, reason: text(140) }),
  problems: [NotPermitted, NotADemo],
  async execute(tx, viewer, { day, reason }) {
    const refused = await refuseUnlessDemo(tx, viewer);
    if (refused) return refused;
    const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
    if (day < today) return new InvalidInput([{ path: 'day', code: 'IN_THE_PAST', message: 'This day is past.' }]);
    await closeDay((sql, values) => tx.query(sql, values), day, reason);
    return { day };
  },
});
