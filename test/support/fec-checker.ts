import { TextDecoder } from 'node:util';

/*
 * What a French tax office finds wrong with a file of entries, told by the file alone: article A. 47 A-1 of the Livre des
 * procédures fiscales, BOI-CF-IOR-60-40-20, and what its program "Test Compta Demat" looks at. It shares nothing with the
 * writer.
 */

const fields =
  'JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise'.split(
    ' ',
  );

export type FecLine = Readonly<Record<string, string>>;

/** The lines of a file by the names in its head; ISO 8859-15, tabs or bars. */
export function fecLines(bytes: Buffer): FecLine[] {
  const text = new TextDecoder('iso-8859-15').decode(bytes);
  const [head = '', ...records] = text.split('\r\n');
  const divider = head.includes('\t') ? '\t' : '|';
  const names = head.split(divider);
  return records
    .filter(record => record !== '')
    .map(record =>
      Object.fromEntries(record.split(divider).map((value, index) => [names[index] ?? `+${index}`, value])),
    );
}

/** One sentence for each fault; `yearStart` and `yearEnd` are AAAAMMJJ. */
export function fecFaults(
  fileName: string,
  bytes: Buffer,
  year: { readonly start: string; readonly end: string },
): string[] {
  const faults: string[] = [];
  const say = (line: number, fault: string) => faults.push(`line ${line}: ${fault}`);
  if (!/^\d{9}FEC\d{8}\.txt$/.test(fileName)) faults.push(`the file is called ${fileName}`);
  if (!passesLuhn(fileName.slice(0, 9))) faults.push('the SIREN in its name is none');
  if (fileName.slice(12, 20) !== year.end) faults.push('its name has another closing day');

  const text = new TextDecoder('iso-8859-15').decode(bytes);
  if ([...bytes].some(byte => (byte < 0x20 && ![9, 10, 13].includes(byte)) || (byte >= 0x7f && byte < 0xa0)))
    faults.push('it holds control characters');
  if (!text.endsWith('\r\n')) faults.push('its last record is not ended');
  const [head = '', ...records] = text.split('\r\n').slice(0, -1);
  if (head !== fields.join('\t') && head !== fields.join('|')) faults.push('its first record does not name the fields');
  for (const [index, record] of records.entries())
    if (record.split(head.includes('\t') ? '\t' : '|').length !== 18) say(index + 2, 'it has not 18 fields');

  const entries = new Map<string, { journal: string; day: string; debit: bigint; credit: bigint; first: number }>();
  const letters = new Map<string, { sum: bigint; day: string }>();
  const journals = new Map<string, string>();
  const accounts = new Map<string, string>();
  const auxiliaries = new Map<string, string>();
  for (const [index, line] of fecLines(bytes).entries()) {
    const at = index + 2;
    const value = (name: string) => line[name] ?? '';
    for (const name of ['JournalCode', 'JournalLib', 'EcritureNum', 'CompteLib', 'PieceRef', 'EcritureLib'])
      if (value(name).trim() === '') say(at, `${name} is empty`);
    if (!/^[1-7]\d\d/.test(value('CompteNum'))) say(at, `${value('CompteNum')} is no account of the chart`);
    for (const name of ['EcritureDate', 'PieceDate', 'ValidDate'])
      if (!isDay(value(name))) say(at, `${name} is no day`);
    if (value('EcritureDate') < year.start || value('EcritureDate') > year.end) say(at, 'it is of another year');
    if (value('ValidDate') < value('EcritureDate')) say(at, 'it was validated before it was entered');
    for (const name of ['Debit', 'Credit']) if (!/^\d+,\d\d$/.test(value(name))) say(at, `${name} is no amount`);
    const [debit, credit] = [cents(value('Debit')), cents(value('Credit'))];
    if ((debit === 0n) === (credit === 0n)) say(at, 'it is not either a debit or a credit');
    if ((value('CompAuxNum') === '') !== (value('CompAuxLib') === '')) say(at, 'half an auxiliary account');
    if ((value('EcritureLet') === '') !== (value('DateLet') === '')) say(at, 'half a letter');
    if (value('DateLet') !== '' && !isDay(value('DateLet'))) say(at, 'DateLet is no day');
    if ((value('Montantdevise') === '') !== (value('Idevise') === '')) say(at, 'half a foreign amount');
    for (const [known, key, label] of [
      [journals, value('JournalCode'), value('JournalLib')],
      [accounts, value('CompteNum'), value('CompteLib')],
      [auxiliaries, value('CompAuxNum'), value('CompAuxLib')],
    ] as const) {
      if ((known.get(key) ?? label) !== label) say(at, `${key} has two names`);
      known.set(key, label);
    }
    const [number, journal, day] = [value('EcritureNum'), value('JournalCode'), value('EcritureDate')];
    const entry = entries.get(number) ?? { journal, day, debit: 0n, credit: 0n, first: at };
    if (entry.journal !== journal || entry.day !== day) say(at, `the entry ${number} stands in two journals or days`);
    entries.set(number, { ...entry, debit: entry.debit + debit, credit: entry.credit + credit });
    if (value('EcritureLet') !== '') {
      const key = [value('CompteNum'), value('CompAuxNum'), value('EcritureLet')].join(' ');
      const letter = letters.get(key) ?? { sum: 0n, day: value('DateLet') };
      if (letter.day !== value('DateLet')) say(at, `the letter ${key} has two days`);
      letters.set(key, { ...letter, sum: letter.sum + debit - credit });
    }
  }
  let [expected, last] = [1, ''];
  for (const [number, { day, debit, credit, first }] of entries) {
    if (number !== String(expected)) say(first, `the entry ${number} stands where ${expected} is to`);
    if (day < last) say(first, `the entry ${number} goes back in time`);
    if (debit !== credit) say(first, `the entry ${number} does not balance`);
    [expected, last] = [expected + 1, day];
  }
  for (const [key, { sum }] of letters) if (sum !== 0n) faults.push(`the letter ${key} does not come to nothing`);
  return faults;
}

function cents(text: string): bigint {
  return BigInt(text.replace(/\D/g, '') || '0');
}

function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
