import { z } from 'zod';
import { command } from '../platform/command.js';
import { NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';

/** A person chooses the language in which mails to it are written: that of the pages, when it changes them. */
export const setLanguage = command({
  name: 'setLanguage',
  input: z.object({ language: z.enum(['en', 'fr']) }),
  problems: [NotPermitted],
  async execute(tx, viewer, { language }) {
    if (!actsInPerson(viewer)) return new NotPermitted();
    await tx.execute('UPDATE person SET language = $2 WHERE id = $1', [viewer.personId, language]);
    return { language };
  },
});
