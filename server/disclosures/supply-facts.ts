import { z } from 'zod';
import { readFactFile } from '../documents/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { type FieldProblem, InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import type { DisclosurePackView } from './disclosure-pack.entity.js';
import { disclosurePackPolicy } from './disclosure-pack.policy.js';
import { lockDisclosurePack } from './disclosure.reads.js';
import { type FactFault, judgeFact, type WrittenFact } from './judge-facts.js';
import { factsMax, factsOfPackMax, type NewFact, writeFacts } from './write-facts.js';

const written = z
  .string()
  .nullish()
  .transform(value => value?.normalize('NFC').trim() || null);
const days = z
  .number()
  .nullish()
  .transform(value => (value === null || value === undefined ? null : String(value)));

const factInput = z.object({
  kind: written,
  moment: written,
  label: written,
  amount: written,
  daysFrom: days,
  daysUntil: days,
  note: written,
});

/** What only the buyer knows of one programme: all of it, in the place of what was said before. */
export const supplyDisclosureFacts = command({
  name: 'supplyDisclosureFacts',
  input: z.object({
    packId: wireId('disclosurePack'),
    programmeId: wireId('programme'),
    facts: z.array(factInput).max(factsMax),
    idempotencyKey: uuidKey,
  }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { packId, programmeId, facts }) {
    const pack = await lockDisclosurePack(tx, packId);
    if (!pack) return new NotFound();
    const refused = refusal(disclosurePackPolicy.SUPPLY, viewer, pack);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    const programme = (await programmesOfBuyer(tx, pack)).find(({ id }) => id === programmeId);
    if (!programme) return new NotFound();

    const judged = facts.map(fact => judgeFact(fact, programme.currency));
    const faults = judged.flatMap((fact, index) =>
      Array.isArray(fact) ? fact.map((fault: FactFault) => faultAt(`facts.${index}.${fault.field}`, fault)) : [],
    );
    if (faults.length > 0) return new InvalidInput(faults);
    await writeFacts(tx, viewer, pack, {
      cause: 'supplyDisclosureFacts',
      facts: judged.map(fact => ({ ...fact, programmeId }) as NewFact),
      programmeIds: [programmeId],
      fileName: null,
    });
    return { packId };
  },
});

/** As `supplyDisclosureFacts`, for every programme at once, from a CSV file: every fault with its place, or all of it. */
export const supplyDisclosureFile = command({
  name: 'supplyDisclosureFile',
  input: z.object({
    packId: wireId('disclosurePack'),
    name: text(255),
    text: z.string().max(1_000_000),
    idempotencyKey: uuidKey,
  }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { packId, name, text: content }) {
    const pack = await lockDisclosurePack(tx, packId);
    if (!pack) return new NotFound();
    const refused = refusal(disclosurePackPolicy.SUPPLY, viewer, pack);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();

    const read = factsOfFile(content, await programmesOfBuyer(tx, pack));
    if (read instanceof InvalidInput) return read;
    await writeFacts(tx, viewer, pack, {
      cause: 'supplyDisclosureFile',
      facts: read,
      programmeIds: null,
      fileName: name,
    });
    return { packId };
  },
});

interface NamedProgramme {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

function programmesOfBuyer(tx: Tx, { buyerId }: DisclosurePackView): Promise<NamedProgramme[]> {
  return tx.query('SELECT id, name, currency FROM programme WHERE buyer_id = $1 ORDER BY name, id', [buyerId]);
}

/** The columns of a file by what they are within. */
const columnOf: Readonly<Record<keyof WrittenFact, string>> = {
  kind: 'kind',
  moment: 'moment',
  label: 'label',
  amount: 'amount',
  daysFrom: 'days_from',
  daysUntil: 'days_until',
  note: 'note',
};

function factsOfFile(content: string, programmes: readonly NamedProgramme[]): NewFact[] | InvalidInput {
  const { rows, problems } = readFactFile(content.replace(/^\uFEFF/, ''));
  const faults: FieldProblem[] = [...problems, ...rows.flatMap(row => row.problems)]
    .filter(({ severity }) => severity === 'ERROR')
    .map(problem => ({ path: `file: ${problem.path}`, code: problem.code, message: problem.message }));
  const facts: NewFact[] = [];
  for (const { row, problems: broken, values } of rows) {
    if (broken.length > 0) continue;
    const place = (column: string) => `file: row ${row}, column ${column}`;
    const named = programmes.filter(({ name }) => name === values.programme);
    if (named.length !== 1) {
      const message = named.length === 0 ? 'You have no programme of this name.' : 'You have several of this name.';
      faults.push({ path: place('programme'), code: 'UNKNOWN_PROGRAMME', message });
    }
    const { days_from: daysFrom, days_until: daysUntil, ...others } = values;
    // Without a programme its currency is not known: the rest of the row is judged as if it were one of two decimals.
    const fact = judgeFact({ ...others, daysFrom, daysUntil }, named[0]?.currency ?? 'EUR');
    if (Array.isArray(fact))
      faults.push(...fact.map((fault: FactFault) => faultAt(place(columnOf[fault.field]), fault)));
    else if (named[0]) facts.push({ ...(fact as NewFact), programmeId: named[0].id });
  }
  if (facts.length > factsOfPackMax)
    faults.push({ path: 'file', code: 'TOO_MANY_ROWS', message: `At most ${factsOfPackMax} rows.` });
  return faults.length > 0 ? new InvalidInput(faults) : facts;
}

function faultAt(path: string, { code, message }: FactFault): FieldProblem {
  return { path, code, message };
}
