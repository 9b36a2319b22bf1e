import { randomUUID } from 'node:crypto';
import {
  closeDisclosurePack,
  openDisclosurePack,
  prepareDisclosurePack,
  reopenDisclosurePack,
  setFiscalYear,
  supplyDisclosureFacts,
  supplyDisclosureFile,
} from '../../server/disclosures/index.js';
import { disclosureFile } from '../../server/exports/disclosure-files.js';
import { Exports } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { pdfLines } from '../support/pdf-text.js';
import { readZip } from '../support/read-zip.js';
import { type DisclosureMarket, openDisclosureMarket } from '../support/disclosure-market.js';

jest.setTimeout(120_000);

let market: DisclosureMarket;

beforeEach(async () => {
  market = await openDisclosureMarket();
});
afterEach(async () => {
  expect(await market.violations()).toEqual([]);
  await market.close();
});

interface Pack {
  readonly state: string;
  readonly contentHash: string | null;
  readonly availableActions: readonly string[];
  readonly excluded: readonly object[];
  readonly statements: readonly {
    readonly programme: { readonly name: string } | null;
    readonly currency: string;
    readonly figures: readonly { figure: string; amount: { amount: string }; invoiceCount: number }[];
    readonly positions: readonly object[];
    readonly facts: readonly object[];
  }[];
}

const packQuery = `query ($id: ID!) { node(id: $id) { ... on DisclosurePack { state contentHash availableActions
  excluded { programme { name } outstanding { amount currency } }
  statements { programme { name } currency figures { figure amount { amount } invoiceCount }
    positions { moment day daysFrom daysUntil strata { daysFrom daysUntil amount { amount } invoiceCount }
      unallocated { amount } }
    facts { kind moment label amount { amount currency } daysFrom daysUntil note fileName suppliedBy { name } } } } } }`;

const show = async (month: string, viewer: MemberViewer = market.buyer.checker) =>
  (await market.ask<{ node: Pack }>(viewer, packQuery, { id: await market.pack(month) })).node;

/** The figures of the programme that are not zero, as `[amount, invoices]`. */
const figuresIn = ({ statements }: Pack, at = 0) =>
  Object.fromEntries(
    statements[at]!.figures.filter(({ invoiceCount }) => invoiceCount > 0).map(({ figure, amount, invoiceCount }) => [
      figure,
      [amount.amount, invoiceCount],
    ]),
  );
const figures = async (month: string) => figuresIn(await show(month));

const march = {
  CONFIRMED: ['170000.00', 3],
  PAID: ['-40000.00', 1],
  CLOSING: ['130000.00', 2],
  CLOSING_FUNDED: ['100000.00', 1],
};
const april = {
  OPENING: ['130000.00', 2],
  CONFIRMED: ['20000.00', 1],
  PAID: ['-25000.00', 1],
  RETURNED: ['40000.00', 1],
  CREDITED: ['-5000.00', 1],
  CLOSING: ['160000.00', 3],
  OPENING_FUNDED: ['100000.00', 1],
  CLOSING_FUNDED: ['100000.00', 1],
};
const may = {
  OPENING: ['160000.00', 3],
  PAID: ['-100000.00', 1],
  CLOSING: ['60000.00', 2],
  OPENING_FUNDED: ['100000.00', 1],
};

const linesQuery = `query ($id: ID!, $figure: DisclosureFigureKind, $daysFrom: Int, $after: String) {
  node(id: $id) { ... on DisclosurePack { lines(first: 1, figure: $figure, currency: "EUR", daysFrom: $daysFrom, after: $after) {
    edges { node { figure invoice { number } amount { amount } dueDays } } pageInfo { endCursor hasNextPage } } } } }`;

interface Line {
  readonly figure: string;
  readonly invoice: { readonly number: string };
  readonly amount: { readonly amount: string };
  readonly dueDays: number;
}

interface LinePage {
  readonly node: {
    readonly lines: {
      readonly edges: readonly { readonly node: Line }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    };
  };
}

/** Every line behind a figure, read one a page. */
async function lines(month: string, figure: string | null, daysFrom?: number, viewer = market.buyer.checker) {
  const id = await market.pack(month);
  const found: Line[] = [];
  for (let after: string | null = null; ; ) {
    const page: LinePage = await market.ask<LinePage>(viewer, linesQuery, { id, figure, daysFrom, after });
    const { edges, pageInfo } = page.node.lines;
    found.push(...edges.map(edge => edge.node));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

const cents = (amount: string) => BigInt(amount.replace('.', ''));

test('each month to the cent: what was confirmed, paid, returned and credited leads from opening to closing', async () => {
  expect(await figures('03')).toEqual(march);
  expect(await figures('04')).toEqual(april);
  expect(await figures('05')).toEqual(may);
  for (const month of ['03', '04', '05']) {
    const pack = await show(month);
    // The one programme, and all programmes of the currency.
    expect(pack.statements.map(({ programme, currency }) => [programme?.name ?? null, currency])).toEqual([
      ['Programme', 'EUR'],
      [null, 'EUR'],
    ]);
    expect(figuresIn(pack, 1)).toEqual(figuresIn(pack, 0));
    const all = pack.statements[0]!.figures.map(({ figure, amount }) => [figure, cents(amount.amount)] as const);
    const closing = all.findIndex(([figure]) => figure === 'CLOSING');
    expect(all.slice(0, closing).reduce((sum, [, amount]) => sum + amount, 0n)).toBe(all[closing]![1]);
  }
});

test('behind each figure stand its invoices, page by page, and their sum is the figure', async () => {
  for (const month of ['03', '04', '05']) {
    for (const [figure, [amount, count]] of Object.entries(await figures(month))) {
      const found = await lines(month, figure);
      expect([month, figure, found.length]).toEqual([month, figure, count]);
      const sum = found.reduce((total, line) => total + cents(line.amount.amount), 0n);
      expect([month, figure, sum]).toEqual([month, figure, cents(String(amount))]);
    }
  }
  expect((await lines('04', 'CLOSING')).map(({ invoice, amount }) => [invoice.number, amount.amount])).toEqual([
    ['RE-A', '100000.00'],
    ['RE-B', '40000.00'],
    ['RE-E', '20000.00'],
  ]);
  expect((await lines('04', 'CLOSING', 31)).map(({ invoice }) => invoice.number)).toEqual(['RE-A', 'RE-E']);
  // What was disputed and never approved is nowhere.
  expect((await lines('05', null)).map(({ invoice }) => invoice.number)).not.toContain('RE-D');
});

test('payment due dates in days after the invoice date, and in strata', async () => {
  expect((await show('04')).statements[0]!.positions).toEqual([
    {
      moment: 'BEGINNING',
      day: '2031-03-31',
      daysFrom: 58,
      daysUntil: 63,
      strata: [
        { daysFrom: 58, daysUntil: 58, amount: { amount: '30000.00' }, invoiceCount: 1 },
        { daysFrom: 63, daysUntil: 63, amount: { amount: '100000.00' }, invoiceCount: 1 },
      ],
      unallocated: null,
    },
    {
      moment: 'END',
      day: '2031-04-30',
      daysFrom: 28,
      daysUntil: 90,
      strata: [
        { daysFrom: 28, daysUntil: 28, amount: { amount: '40000.00' }, invoiceCount: 1 },
        { daysFrom: 63, daysUntil: 90, amount: { amount: '120000.00' }, invoiceCount: 2 },
      ],
      unallocated: null,
    },
  ]);
});

const code = (outcome: object) => (outcome instanceof Problem ? outcome.code : outcome);
const actions = async (month: string, viewer: MemberViewer) => (await show(month, viewer)).availableActions;

test('one prepares, another closes; what is closed stays as it was, and late postings show in the next period', async () => {
  const { buyer, releaser, invoices } = market;
  const packId = await market.pack('03');
  expect(await actions('03', buyer.checker)).toEqual(['SUPPLY', 'PREPARE']);
  await market.run(prepareDisclosurePack, buyer.checker, { packId });
  expect(await actions('03', buyer.checker)).toEqual(['SUPPLY', 'REOPEN']);
  expect(await actions('03', releaser)).toEqual(['SUPPLY', 'REOPEN', 'CLOSE']);
  const { contentHash } = await show('03');
  expect(code(await market.run(closeDisclosurePack, buyer.checker, { packId, contentHash }))).toBe('SAME_PERSON');
  expect(code(await market.run(closeDisclosurePack, releaser, { packId, contentHash: '00' }))).toBe(
    'DISCLOSURE_CHANGED',
  );
  await market.run(closeDisclosurePack, releaser, { packId, contentHash });
  const closed = await show('03');
  expect(closed).toMatchObject({ state: 'CLOSED', contentHash, availableActions: [] });
  const closedLines = await lines('03', null);

  // What was approved in April turns out to have been posted in March.
  await market.postInto(invoices.later, '2031-03-31');
  expect(await show('03')).toEqual(closed);
  expect(figuresIn(closed)).toEqual(march);
  expect(await lines('03', null)).toEqual(closedLines);
  const { CONFIRMED: _, ...unchanged } = april;
  expect(await figures('04')).toEqual({ ...unchanged, LATE: ['20000.00', 1] });
  expect((await lines('04', 'LATE')).map(({ invoice }) => invoice.number)).toEqual(['RE-E']);

  await market.closePack(await market.pack('04'));
  expect(await figures('04')).toEqual({ ...unchanged, LATE: ['20000.00', 1] });
  expect(await figures('05')).toEqual(may);

  for (const change of [
    'UPDATE disclosure_line SET amount_minor = amount_minor + 1',
    'DELETE FROM disclosure_line',
    `INSERT INTO disclosure_line (pack_id, programme_id, figure, invoice_id, amount_minor, currency, due_days)
     SELECT pack_id, programme_id, 'RETURNED', invoice_id, amount_minor, currency, due_days FROM disclosure_line LIMIT 1`,
    'DELETE FROM disclosure_figure',
    `UPDATE disclosure_programme SET included = false`,
    `UPDATE disclosure_pack SET closed_at = now() WHERE state = 'CLOSED'`,
    `DELETE FROM disclosure_pack WHERE state = 'CLOSED'`,
  ]) {
    await expect(market.asAdmin(change)).rejects.toThrow('does not change');
  }
  for (const command of [prepareDisclosurePack, reopenDisclosurePack])
    expect(code(await market.run(command, buyer.checker, { packId }))).toBe('NOT_AVAILABLE');
  expect(code(await market.supply(packId, []))).toBe('NOT_AVAILABLE');
});

test('what changed since it was prepared is not closed; nor a period whose successor is', async () => {
  const { buyer, releaser, invoices } = market;
  const packId = await market.pack('04');
  await market.run(prepareDisclosurePack, buyer.checker, { packId });
  const { contentHash } = await show('04');
  await market.postInto(invoices.later, '2031-05-02');
  expect(code(await market.run(closeDisclosurePack, releaser, { packId, contentHash }))).toBe('DISCLOSURE_CHANGED');
  await market.run(reopenDisclosurePack, releaser, { packId });
  await market.closePack(packId);
  const earlier = { packId: await market.pack('03') };
  expect(await actions('03', buyer.checker)).toEqual(['SUPPLY']);
  expect(code(await market.run(prepareDisclosurePack, buyer.checker, earlier))).toBe('NOT_AVAILABLE');
  // June runs still.
  expect(await actions('06', buyer.checker)).toEqual(['SUPPLY']);
});

const facts = [
  { kind: 'TERMS', note: 'Terms were extended from 30 to 60 days.' },
  { kind: 'SECURITY', note: 'None: no asset is pledged, nothing is guaranteed.' },
  { kind: 'LINE_ITEM', moment: 'BEGINNING', label: 'Trade and other payables', amount: '130000.00' },
  { kind: 'LINE_ITEM', moment: 'END', label: 'Trade and other payables', amount: '150000.00' },
  { kind: 'LINE_ITEM', moment: 'END', label: 'Borrowings', amount: '10000.00' },
  { kind: 'COMPARABLE', moment: 'END', daysFrom: 30, daysUntil: 45 },
  { kind: 'NON_CASH', label: 'Exchange differences', amount: '-12.34' },
];

test('what only the buyer knows stands with who said it; a split must come to what the ledger says', async () => {
  const { buyer, releaser } = market;
  const packId = await market.pack('04');
  await market.supply(packId, facts);
  const said = async () => (await show('04')).statements[0]!.facts;
  expect(await said()).toHaveLength(7);
  expect((await said())[3]).toEqual({
    kind: 'LINE_ITEM',
    moment: 'END',
    label: 'Trade and other payables',
    amount: { amount: '150000.00', currency: 'EUR' },
    daysFrom: null,
    daysUntil: null,
    note: null,
    fileName: null,
    suppliedBy: { name: 'Buyer person' },
  });
  expect((await show('04')).statements[0]!.positions).toMatchObject([
    { unallocated: { amount: '0.00' } },
    { unallocated: { amount: '0.00' } },
  ]);

  // Another administrator says one of them otherwise: the others keep their names.
  const other: MemberViewer = { ...releaser, permissions: ['ADMINISTRATOR'] };
  const programmeId = toWireId('programme', market.programmeId);
  const changed = facts.map(fact => (fact.label === 'Borrowings' ? { ...fact, amount: '9000.00' } : fact));
  await market.run(supplyDisclosureFacts, other, { packId, programmeId, facts: changed });
  expect((await said()).map(fact => (fact as { suppliedBy: { name: string } }).suppliedBy.name)).toEqual([
    ...Array.from({ length: 4 }, () => 'Buyer person'),
    'Second person',
    'Buyer person',
    'Buyer person',
  ]);
  const differs = await market.run(prepareDisclosurePack, buyer.checker, { packId });
  expect(differs).toMatchObject({ code: 'SPLIT_DIFFERS', moment: 'END', difference: '1000.00 EUR' });

  const wrong = [
    { kind: 'LINE_ITEM', label: 'x', amount: '1' },
    { kind: 'LINE_ITEM', moment: 'END', label: 'x', amount: '-1.00' },
    { kind: 'COMPARABLE', moment: 'END', daysFrom: 40, daysUntil: 30 },
  ];
  expect(await market.supply(packId, wrong)).toMatchObject({
    fields: [
      { path: 'facts.0.moment', code: 'REQUIRED' },
      { path: 'facts.1.amount', code: 'NEGATIVE' },
      { path: 'facts.2.daysUntil', code: 'BEFORE_FROM' },
    ],
  });
  expect(await said()).toHaveLength(7);
  // A viewer reads only.
  const viewer: MemberViewer = { ...releaser, permissions: ['VIEWER'] };
  expect(code(await market.run(supplyDisclosureFacts, viewer, { packId, programmeId, facts: [] }))).toBe(
    'NOT_PERMITTED',
  );
});

test('a file of facts: every fault with its place and nothing changed, or all of it', async () => {
  const { buyer } = market;
  const packId = await market.pack('04');
  await market.supply(packId, facts.slice(0, 1));
  const upload = (text: string) => market.run(supplyDisclosureFile, buyer.checker, { packId, name: 'facts.csv', text });
  const bad = [
    'programme,kind,moment,label,amount,days_from,days_until,note',
    'Programme,LINE_ITEM,MIDDLE,Payables,12.345,,,',
    'Nobody,SECURITY,,,,,,None.',
    'Programme,COMPARABLE,END,,,ten,20,',
    'Programme,GUESS,,,,,,',
    'Programme,SECURITY,,,,,,',
  ].join('\r\n');
  const outcome = (await upload(bad)) as { fields: { path: string; code: string }[] };
  expect(outcome.fields.map(({ path, code: found }) => `${path}: ${found}`)).toEqual([
    'file: row 2, column moment: UNKNOWN_MOMENT',
    'file: row 2, column amount: TOO_MANY_DECIMALS',
    'file: row 3, column programme: UNKNOWN_PROGRAMME',
    'file: row 4, column days_from: NOT_DAYS',
    'file: row 5, column kind: UNKNOWN_KIND',
    'file: row 6, column note: REQUIRED',
  ]);
  expect((await show('04')).statements[0]!.facts).toHaveLength(1);

  const good = ['programme;kind;note', 'Programme;SECURITY;None.'].join('\n');
  expect(await upload(`\uFEFF${good}`)).toEqual({ packId: expect.any(String) });
  expect((await show('04')).statements[0]!.facts).toMatchObject([
    { kind: 'SECURITY', note: 'None.', fileName: 'facts.csv', suppliedBy: { name: 'Buyer person' } },
  ]);
});

test('nobody but the buyer and the operator learns that there is a pack', async () => {
  const { buyer, operator, supplier, funder, otherBuyer } = market;
  const packId = await market.pack('04');
  const list = '{ disclosurePacks { edges { node { id } } } }';
  const exports = new Exports(await apiSchema());
  const fileOf = async (viewer: MemberViewer, name: string) => {
    const file = await exports.open(name, {}, market.contextOf(viewer));
    return 'status' in file ? file.code : file.mediaType;
  };
  const absent = toWireId('disclosurePack', randomUUID());
  for (const { checker } of [supplier, funder, otherBuyer]) {
    expect(await market.ask(checker, list)).toEqual({ disclosurePacks: { edges: [] } });
    for (const id of [packId, absent]) {
      expect(await market.ask(checker, packQuery, { id })).toEqual({ node: null });
      for (const command of [prepareDisclosurePack, reopenDisclosurePack])
        expect(await market.run(command, checker, { packId: id })).toEqual(
          expect.objectContaining({ message: 'There is no such thing, or you may not see it.' }),
        );
      for (const format of ['pdf', 'xlsx'])
        expect(await fileOf(checker, `disclosures/${id}.${format}`)).toBe('NOT_FOUND');
    }
  }
  expect(await market.ask(supplier.checker, '{ fiscalYear { firstMonth } }')).toEqual({ fiscalYear: null });
  for (const { checker } of [buyer, operator]) {
    expect(await market.ask(checker, list)).toEqual({ disclosurePacks: { edges: [{ node: { id: packId } }] } });
    expect(await fileOf(checker, `disclosures/${packId}.pdf`)).toBe('application/pdf');
  }
  // The operator reads, and does nothing.
  expect(await actions('04', operator.checker)).toEqual([]);
  expect(code(await market.run(prepareDisclosurePack, operator.checker, { packId }))).toBe('NOT_PERMITTED');
  expect(code(await market.run(openDisclosurePack, operator.checker, { kind: 'MONTH', firstDay: '2031-03-01' }))).toBe(
    'NOT_PERMITTED',
  );
  const channels = await market.asAdmin<{ channel: string }>(
    `SELECT DISTINCT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'disclosure_pack' ORDER BY 1`,
  );
  expect(channels.map(({ channel }) => channel)).toEqual(['operator', `organization:${buyer.id}`]);
});

/** A further version of the programme's terms, in force from now on. */
async function furtherTerms(change: Record<string, string>): Promise<string> {
  const id = randomUUID();
  const columns = Object.entries(change).map(([column, value]) => `${column} = '${value}'`);
  await market.asAdmin('SET session_replication_role = replica');
  await market.asAdmin(
    `INSERT INTO programme_terms SELECT (jsonb_populate_record(t, jsonb_build_object('id', $1::uuid, 'version', 2))).*
       FROM programme_terms t WHERE t.version = 1`,
    [id],
  );
  await market.asAdmin(`UPDATE programme_terms SET ${columns.join(', ')} WHERE id = $1`, [id]);
  await market.asAdmin('SET session_replication_role = DEFAULT');
  return id;
}

test('a sale under terms that are not disclosed to the buyer is no sale in what it sees', async () => {
  const termsId = await furtherTerms({ disclosure: 'CONFIDENTIAL' });
  await market.asAdmin('SET session_replication_role = replica');
  for (const table of ['auction', 'financing']) await market.asAdmin(`UPDATE ${table} SET terms_id = $1`, [termsId]);
  await market.asAdmin('SET session_replication_role = DEFAULT');
  const { CLOSING_FUNDED: _, ...unsold } = march;
  expect(await figures('03')).toEqual(unsold);
  const { OPENING_FUNDED: _opening, CLOSING_FUNDED: _closing, ...unsoldInApril } = april;
  expect(await figures('04')).toEqual(unsoldInApril);
  expect(await lines('03', 'CLOSING_FUNDED')).toEqual([]);
});

test('what the buyer funds from its own cash is left out, and named', async () => {
  const termsId = await furtherTerms({ funded_by: 'BUYER' });
  await market.asAdmin('SET session_replication_role = replica');
  await market.asAdmin('UPDATE invoice SET terms_id = $2 WHERE id = $1', [market.invoices.later, termsId]);
  await market.asAdmin('SET session_replication_role = DEFAULT');
  const { CONFIRMED: _, ...others } = april;
  const pack = await show('04');
  expect(figuresIn(pack)).toEqual({ ...others, CLOSING: ['140000.00', 2] });
  expect(pack.excluded).toEqual([
    { programme: { name: 'Programme' }, outstanding: { amount: '20000.00', currency: 'EUR' } },
  ]);
});

async function bytesOf(packId: string, format: string, language: string): Promise<Buffer> {
  const exports = new Exports(await apiSchema());
  const file = await exports.open(
    `disclosures/${packId}.${format}`,
    { language },
    market.contextOf(market.buyer.checker),
  );
  if ('status' in file) throw new Error(file.message);
  return allOf(file.chunks);
}

async function allOf(chunks: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
}

/** The rows of a sheet: text as it is, numbers as they are written. */
function rowsOf(sheet: Buffer): string[][] {
  const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  return [...sheet.toString().matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<(?:t xml:space="preserve"|v)>([^<]*)</g)].map(([, text]) => unescaped(text!)),
  );
}

const inLanguages = {
  en: {
    leftOut: (count: number) => `${count} more lines are not in this file`,
    title: 'Supplier finance arrangements',
    period: 'Period from 1 April 2031 to 30 April 2031',
    closed: 'Closed by Second person on 2 June 2031',
    rollforward: [
      ['Outstanding at the beginning of the period', '130,000.00', '2'],
      ['Invoices confirmed during the period', '20,000.00', '1'],
      ['Confirmed invoices paid during the period', '(25,000.00)', '1'],
      ['Payments that came back', '40,000.00', '1'],
      ['Credit notes', '(5,000.00)', '1'],
      ['Outstanding at the end of the period', '160,000.00', '3'],
    ],
    positions: [
      ['Carrying amount (EUR)', '130,000.00', '160,000.00'],
      ['of which suppliers have been paid by the finance providers', '100,000.00', '100,000.00'],
      ['Presented in: Trade and other payables (b)', '130,000.00', '150,000.00'],
      ['Presented in: Borrowings (b)', '10,000.00'],
      ['Payment due dates, days after the invoice date', '58 to 63 days', '28 to 90 days'],
      ['Comparable trade payables outside the arrangement (b)', 'Not supplied', '30 to 45 days'],
    ],
    security: ['Security and guarantees (b)', 'None: no asset is pledged, nothing is guaranteed.'],
    exchange: ['Exchange differences (b)', '(12.34)'],
    supplied: ['Security and guarantees', 'Programme', 'Buyer person', '2 June 2031', 'Form'],
  },
  fr: {
    leftOut: (count: number) => `${count} autres lignes ne sont pas dans ce fichier`,
    title: 'Accords de financement de fournisseurs',
    period: 'Période du 1 avril 2031 au 30 avril 2031',
    closed: 'Clôturée par Second person le 2 juin 2031',
    rollforward: [
      ['Restant dû au début de la période', '130\u00a0000,00', '2'],
      ['Factures confirmées pendant la période', '20\u00a0000,00', '1'],
      ['Factures confirmées payées pendant la période', '(25\u00a0000,00)', '1'],
      ['Paiements revenus', '40\u00a0000,00', '1'],
      ['Avoirs', '(5\u00a0000,00)', '1'],
      ['Restant dû à la fin de la période', '160\u00a0000,00', '3'],
    ],
    positions: [
      ['Valeur comptable (EUR)', '130\u00a0000,00', '160\u00a0000,00'],
      ['dont déjà payés aux fournisseurs par les bailleurs de fonds', '100\u00a0000,00', '100\u00a0000,00'],
      ['Présentés dans : Trade and other payables (b)', '130\u00a0000,00', '150\u00a0000,00'],
      ['Présentés dans : Borrowings (b)', '10\u00a0000,00'],
      ['Échéances de paiement, en jours après la date de facture', '58 à 63 jours', '28 à 90 jours'],
      ['Dettes fournisseurs comparables hors de l’accord (b)', 'Non fourni', '30 à 45 jours'],
    ],
    security: ['Sûretés et garanties (b)', 'None: no asset is pledged, nothing is guaranteed.'],
    exchange: ['Exchange differences (b)', '(12,34)'],
    supplied: ['Sûretés et garanties', 'Programme', 'Buyer person', '2 juin 2031', 'Formulaire'],
  },
} as const;

/** As a sheet has it: an amount is its number. */
const asNumber = (text: string) =>
  /^\(?[\d,.\u00a0]+\)?$/.test(text) && /[.,]\d\d\)?$/.test(text)
    ? text
        .replaceAll(/[\u00a0()]/g, '')
        .replace(/,(?=\d{3})/g, '')
        .replace(',', '.')
        .replace(/^/, text.startsWith('(') ? '-' : '')
    : text;

test.each(['en', 'fr'] as const)(
  'the pack as PDF and as spreadsheet says the same, to the cent: %s',
  async language => {
    const packId = await market.pack('04');
    await market.supply(packId, facts);
    await market.closePack(packId);
    const { contentHash } = await show('04');
    const { title, period, closed, rollforward, positions, security, exchange, supplied } = inLanguages[language];
    const rows: readonly (readonly string[])[] = [...positions, exchange, ...rollforward, security, supplied];

    const printed = pdfLines(await bytesOf(packId, 'pdf', language));
    for (const line of [title, 'Buyer', period, closed]) expect(printed).toContain(line);
    expect(printed.some(line => line.includes(contentHash!))).toBe(true);
    // A line that goes on below ends in a blank.
    const whole = `\n${printed.join('\n')}\n`.replaceAll(' \n', ' ');
    for (const row of rows) expect(whole).toContain(`\n${row.join('\n')}\n`);

    const files = readZip(await bytesOf(packId, 'xlsx', language));
    const [note, invoices] = [1, 2].map(sheet => rowsOf(files.get(`xl/worksheets/sheet${sheet}.xml`)!)) as [
      string[][],
      string[][],
    ];
    for (const line of [title, 'Buyer', period, closed]) expect(note).toContainEqual([line]);
    for (const row of rows) expect(note).toContainEqual(row.map(asNumber));
    expect(invoices).toHaveLength(1 + (await lines('04', null)).length);
    const shortened = await disclosureFile(
      `disclosures/${packId}.xlsx`,
      language,
      market.contextOf(market.buyer.checker),
      2,
    );
    const [leftOut, , ...shown] = rowsOf(
      readZip(await allOf(shortened!.chunks)).get('xl/worksheets/sheet2.xml')!,
    ) as string[][];
    expect(leftOut).toEqual([expect.stringContaining(inLanguages[language].leftOut(invoices.length - 3))]);
    expect(shown).toEqual(invoices.slice(1, 3));
    const { node } = await market.ask<{ node: { linesLeftOut: number } }>(
      market.buyer.checker,
      'query ($id: ID!) { node(id: $id) { ... on DisclosurePack { linesLeftOut } } }',
      { id: packId },
    );
    expect(node.linesLeftOut).toBe(0);
    expect(invoices.slice(1).map(row => row.slice(2))).toEqual(
      expect.arrayContaining([
        ['RE-A', '100000.00', 'EUR', '63'],
        ['RE-C', '-25000.00', 'EUR', '58'],
      ]),
    );
  },
);

test('quarters, half-years and years begin with the fiscal year of the buyer; a quarter is its months', async () => {
  const { buyer } = market;
  const open = async (kind: string, firstDay: string) =>
    code(await market.run(openDisclosurePack, buyer.checker, { kind, firstDay }));
  expect(await open('QUARTER', '2031-03-01')).toBe('INVALID_INPUT');
  expect(await market.run(setFiscalYear, buyer.checker, { firstMonth: 3 })).toEqual({ firstMonth: 3 });
  const { packId } = (await open('QUARTER', '2031-03-01')) as { packId: string };
  expect(await open('QUARTER', '2031-03-01')).toBe('DISCLOSURE_EXISTS');
  expect(await open('YEAR', '2031-07-01')).toBe('INVALID_INPUT');
  expect(await open('MONTH', '2031-07-01')).toBe('INVALID_INPUT');
  const { node } = await market.ask<{ node: Pack }>(buyer.checker, packQuery, {
    id: toWireId('disclosurePack', packId),
  });
  expect(figuresIn(node)).toEqual({
    CONFIRMED: ['190000.00', 4],
    PAID: ['-165000.00', 3],
    RETURNED: ['40000.00', 1],
    CREDITED: ['-5000.00', 1],
    CLOSING: ['60000.00', 2],
  });
});
