import { readBankFile } from '../../../server/bank/index.js';
import { partsOfReport, type ReportPart } from '../../../server/reconciliation/report-parts.js';

/* What reports of banks come to, as banks differ in writing them. */

const own = 'DE89370400440532013000';
const others = 'FR7630006000011234567890189';

function faultsOrParts(message: 'BkToCstmrStmt' | 'BkToCstmrAcctRpt', inside: string) {
  const part = message === 'BkToCstmrStmt' ? 'Stmt' : 'Rpt';
  const account = `<Acct><Id><IBAN>${own}</IBAN></Id><Ccy>EUR</Ccy></Acct>`;
  const file = readBankFile(
    Buffer.from(`<Document><${message}><${part}><Id>1</Id>${account}${inside}</${part}></${message}></Document>`),
  );
  if (!('statements' in file)) throw new Error('This is no report.');
  return partsOfReport(file);
}

function partOf(inside: string, message: 'BkToCstmrStmt' | 'BkToCstmrAcctRpt' = 'BkToCstmrStmt'): ReportPart {
  const parts = faultsOrParts(message, inside);
  if ('faults' in parts) throw new Error(JSON.stringify(parts.faults));
  return parts[0]!;
}

const codesOf = (parts: ReturnType<typeof faultsOrParts>) =>
  'faults' in parts ? parts.faults.map(({ code, path }) => `${code} ${path}`) : [];

const balance = (code: string, amount: string, day: string, side = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>` +
  `<Dt><Dt>${day}</Dt></Dt></Bal>`;

const entry = (amount: string, side: 'CRDT' | 'DBIT', details = '', before = '') =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${before}<Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>2031-03-06</Dt></BookgDt>${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>`;

const transaction = (id: string, amount: string, inside = '') =>
  `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt>${inside}</TxDtls>`;

const parties = (debtor: string | null, creditor: string | null) => {
  const account = (role: string, iban: string | null) =>
    iban === null ? '' : `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>`;
  return `<RltdPties>${account('Dbtr', debtor)}${account('Cdtr', creditor)}</RltdPties>`;
};

const moved = ({ items }: ReportPart) =>
  items.map(({ side, endToEndId, amountMinor }) => [side, endToEndId, amountMinor]);

describe('a batch', () => {
  test('is its transactions, where they come to it', () => {
    const details = transaction('A', '60.00') + transaction('B', '0.00') + transaction('C', '40');
    expect(moved(partOf(entry('100.00', 'CRDT', details)))).toEqual([
      ['CREDIT', 'A', 60_00n],
      ['CREDIT', 'C', 40_00n],
    ]);
  });

  test('may hold what goes the other way', () => {
    const way = (side: string) => `<CdtDbtInd>${side}</CdtDbtInd>`;
    const details = transaction('A', '100.00', way('CRDT')) + transaction('B', '10.00', way('DBIT'));
    expect(moved(partOf(entry('90.00', 'CRDT', details)))).toEqual([
      ['CREDIT', 'A', 100_00n],
      ['DEBIT', 'B', 10_00n],
    ]);
    // Where all go one way it is the entry's, as of returns that are told as they were instructed.
    const back = transaction('A', '60.00', way('CRDT')) + transaction('B', '40.00', way('CRDT'));
    expect(moved(partOf(entry('100.00', 'DBIT', back)))).toEqual([
      ['DEBIT', 'A', 60_00n],
      ['DEBIT', 'B', 40_00n],
    ]);
  });

  test.each([
    ['lists one of three', `<Btch><NbOfTxs>3</NbOfTxs></Btch>${transaction('A', '60.00')}`],
    ['does not come to the entry', transaction('A', '60.00') + transaction('B', '39.99')],
    ['is in part in another currency', transaction('A', '60.00') + transaction('B', '40.00').replace('EUR', 'USD')],
  ])('that %s is one movement that names nothing', (_, details) => {
    expect(moved(partOf(entry('100.00', 'CRDT', details)))).toEqual([['CREDIT', null, 100_00n]]);
  });

  test('is its transactions in the currency of the account, whatever was instructed', () => {
    const exchanged = `<AmtDtls><InstdAmt><Amt Ccy="USD">70.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">60.00</Amt></TxAmt></AmtDtls>`;
    const details = transaction('A', '70.00', exchanged).replace('EUR', 'USD') + transaction('B', '40.00');
    expect(moved(partOf(entry('100.00', 'CRDT', details)))).toEqual([
      ['CREDIT', 'A', 60_00n],
      ['CREDIT', 'B', 40_00n],
    ]);
  });

  test('that counts more than it lists is what it lists, where that is all of it', () => {
    const details = `<Btch><NbOfTxs>3</NbOfTxs></Btch>${transaction('A', '100.00')}`;
    expect(moved(partOf(entry('100.00', 'CRDT', details)))).toEqual([['CREDIT', 'A', 100_00n]]);
  });
});

describe('charges', () => {
  const charges = (...amounts: string[]) =>
    amounts.map(amount => `<Chrgs><Amt Ccy="EUR">${amount}</Amt></Chrgs>`).join('');
  const instructed = '<AmtDtls><InstdAmt><Amt Ccy="EUR">50.00</Amt></InstdAmt></AmtDtls>';
  const records = (inside: string) => `<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">9.00</TtlChrgsAndTaxAmt>${inside}</Chrgs>`;
  const record = (amount: string, side: string) =>
    `<Rcrd><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd></Rcrd>`;

  test.each<[string, 'DBIT', string, string, string?]>([
    ['added to what goes', 'DBIT', '53.00', charges('3.00', '0.00')],
    ['told record by record', 'DBIT', '53.00', records(record('4.00', 'DBIT') + record('1.00', 'CRDT'))],
    ['told in one sum', 'DBIT', '59.00', records('')],
    [
      'part of what was booked, beside what was instructed',
      'DBIT',
      '53.00',
      `${instructed}${charges('3.00')}`,
      '53.00',
    ],
  ] as const)('%s are a movement of their own', (_, side, amount, inside, booked = '50.00') => {
    const back = '<RtrInf><Rsn><Cd>MS03</Cd></Rsn></RtrInf>';
    const [debit, charge, ...others] = partOf(entry(amount, side, transaction('A', booked, inside + back))).items;
    expect(debit).toMatchObject({ side: 'DEBIT', endToEndId: 'A', amountMinor: 50_00n, returned: true });
    expect(charge).toMatchObject({ side: 'DEBIT', endToEndId: null, returned: false, reference: null });
    expect(debit!.amountMinor + charge!.amountMinor).toBe(BigInt(amount.replace('.', '')));
    expect(others).toEqual([]);
  });

  test('taken off what comes are a movement of their own, as often as they are taken', () => {
    const come = (id: string) => entry('95.00', 'CRDT', transaction(id, '100.00', charges('5.00')));
    const part = partOf(come('A') + come('B'));
    expect(moved(part)).toEqual([
      ['CREDIT', 'A', 100_00n],
      ['DEBIT', null, 5_00n],
      ['CREDIT', 'B', 100_00n],
      ['DEBIT', null, 5_00n],
    ]);
    expect(new Set(part.items.map(({ likeness }) => likeness)).size).toBe(4);
  });

  test.each([
    ['are no part of the entry', '50.00', charges('3.00')],
    ['do not come to the difference', '53.00', charges('2.99')],
    ['are in another currency', '53.00', charges('3.00').replace('EUR', 'USD')],
  ])('that %s change nothing', (_, amount, inside) => {
    expect(moved(partOf(entry(amount, 'DBIT', transaction('A', '50.00', inside))))).toEqual([
      ['DEBIT', 'A', BigInt(amount.replace('.', ''))],
    ]);
  });
});

test('what a bank writes where it has no reference is none', () => {
  const details = '<TxDtls><Refs><AcctSvcrRef>NONREF</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls>';
  const written = (reference: string) =>
    partOf(entry('1.00', 'CRDT', details).replace('<NtryDtls>', `<AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls>`));
  expect(written('NONREF').items).toMatchObject([{ reference: null, endToEndId: null }]);
  expect(written('B7').items).toMatchObject([{ reference: 'B7', endToEndId: null }]);
});

test.each([
  [
    'by its code',
    transaction('A', '1.00'),
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>PRDD</SubFmlyCd></Fmly></Domn></BkTxCd>',
  ],
  [
    'by the code of its transaction',
    transaction(
      'A',
      '1.00',
      '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>',
    ),
    '',
  ],
  ['by its indicator', transaction('A', '1.00'), '<RvslInd>true</RvslInd>'],
  [
    'by what it says of a return, without a reason',
    transaction('A', '1.00', '<RtrInf><AddtlInf>unknown</AddtlInf></RtrInf>'),
    '',
  ],
])('a return is known %s', (_, details, before) => {
  expect(partOf(entry('1.00', 'DBIT', details, before)).items).toMatchObject([{ side: 'DEBIT', returned: true }]);
});

test.each([
  ['what comes', 'CRDT', '', parties(others, own), others],
  ['what goes', 'DBIT', '', parties(own, others), others],
  ['what comes from nobody named, to a number that stands for the account', 'CRDT', '', parties(null, others), null],
  ['what comes back, the parties as they were', 'CRDT', '<RvslInd>true</RvslInd>', parties(own, others), others],
  ['what comes back, the parties turned round', 'CRDT', '<RvslInd>true</RvslInd>', parties(others, own), others],
  ['what is taken back', 'DBIT', '<RvslInd>true</RvslInd>', parties(others, own), others],
  ['what comes back, the one it comes from alone', 'CRDT', '<RvslInd>true</RvslInd>', parties(others, null), others],
] as const)('the other account of %s', (_, side, before, of, expected) => {
  expect(partOf(entry('1.00', side, transaction('A', '1.00', of), before)).items).toMatchObject([
    { counterpartyIban: expected },
  ]);
});

test('the documents that an entry names in structured words can be found in it', () => {
  const structured = '<RmtInf><Strd><RfrdDocInf><Nb>R-2031-7</Nb></RfrdDocInf></Strd></RmtInf>';
  expect(partOf(entry('1.00', 'CRDT', transaction('A', '1.00', structured))).items).toMatchObject([
    { remittance: 'R-2031-7' },
  ]);
  const words = '<AddtlTxInf>for R-2031-8</AddtlTxInf>';
  expect(partOf(entry('1.00', 'CRDT', transaction('A', '1.00', words))).items).toMatchObject([
    { remittance: 'for R-2031-8' },
  ]);
});

test('of a statement of several days the first opening and the last closing count, in whatever order they stand', () => {
  const balances = [
    balance('CLBD', '30.00', '2031-03-07', 'DBIT'),
    balance('OPBD', '12.00', '2031-03-07'),
    balance('OPBD', '10.00', '2031-03-06'),
    balance('CLBD', '12.00', '2031-03-06'),
  ];
  expect(partOf(balances.join(''))).toMatchObject({ openingMinor: 10_00n, closingMinor: -30_00n, day: '2031-03-07' });
});

describe('a reversal', () => {
  const reversal = entry('50.00', 'DBIT', transaction('A', '50.00'), '<RvslInd>true</RvslInd>');
  const balances = (closing: string) =>
    balance('OPBD', '100.00', '2031-03-05') + balance('CLBD', closing, '2031-03-06');

  test.each([
    ['as it moves, where the balances say so', balances('50.00'), 'DEBIT'],
    ['as what it reverses moved, where the balances say so', balances('150.00'), 'CREDIT'],
    ['as it moves, where the balances say neither', balances('70.00'), 'DEBIT'],
    ['as it moves, without balances', '', 'DEBIT'],
  ])('is read %s', (_, before, side) => {
    expect(partOf(before + reversal).items).toMatchObject([{ side, returned: true, amountMinor: 50_00n }]);
  });

  test('that undoes what stands beside it is read as well', () => {
    const both = partOf(balances('100.00') + entry('50.00', 'CRDT') + reversal);
    expect(moved(both).map(([side]) => side)).toEqual(['CREDIT', 'DEBIT']);
  });

  test('alone is turned round: an entry on the wrong side holds the statement still', () => {
    const wrong = partOf(balances('150.00') + entry('50.00', 'DBIT'));
    expect(moved(wrong)).toEqual([['DEBIT', null, 50_00n]]);
  });
});

test.each([
  ['000000000000000097', 97],
  ['00000', null],
  ['2031-7', null],
])('the number %s of a statement', (written, sequence) => {
  expect(partOf(`<ElctrncSeqNb>${written}</ElctrncSeqNb>`)).toMatchObject({ sequence });
});

test('a page that is not the last closes with its interim balance, and what follows it may open so', () => {
  const page = (number: number, isLast: boolean, balances: string) =>
    `<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>${isLast}</LastPgInd></StmtPgntn>${balances}`;
  const [opening, interim, closing] = ['OPBD', 'ITBD', 'CLBD'].map((code, index) =>
    balance(code, `${index + 1}.00`, '2031-03-06'),
  );
  expect(partOf(page(1, false, opening! + interim!))).toMatchObject({ openingMinor: 1_00n, closingMinor: 2_00n });
  expect(partOf(page(2, true, interim! + closing!))).toMatchObject({ openingMinor: 2_00n, closingMinor: 3_00n });
  // A bank that numbers what is no page tells all the same.
  expect(partOf(page(2, true, opening! + closing!))).toMatchObject({ openingMinor: 1_00n, closingMinor: 3_00n });
  expect(partOf(page(1, true, opening! + interim!))).toMatchObject({ openingMinor: 1_00n, closingMinor: null });
});

test('balances that a report of the day does not need are not judged', () => {
  const artefact = balance('OPBD', '100.0000000000005', '2031-03-06');
  expect(partOf(artefact + entry('1.00', 'CRDT'), 'BkToCstmrAcctRpt').items).toHaveLength(1);
  expect(codesOf(faultsOrParts('BkToCstmrStmt', artefact))).toEqual(['AMOUNT_INVALID Stmt[1]/Bal[1]/Amt']);
});

test('what is not said to be booked is no movement, and what nobody knows holds the file', () => {
  const as = (status: string) => entry('1.00', 'CRDT').replace('<Cd>BOOK</Cd>', status);
  const announced = ['PDNG', 'INFO', 'FUTR'].map(status => as(`<Cd>${status}</Cd>`)).join('') + as('PDNG');
  expect(partOf(announced + entry('1.00', 'CRDT'))).toMatchObject({ announced: 4, items: [{ amountMinor: 1_00n }] });
  expect(codesOf(faultsOrParts('BkToCstmrStmt', as('<Prtry>LATER</Prtry>')))).toEqual([
    'STATUS_UNKNOWN Stmt[1]/Ntry[1]/Sts',
  ]);
});

test.each([
  ['12.5', 12_50n],
  ['+012.50000', 12_50n],
  ['12', 12_00n],
  ['.5', 50n],
  ['12.505', null],
  ['1.25E1', null],
  ['-12.50', null],
  ['12,50', null],
  ['INF', null],
])('an amount of %s', (written, expected) => {
  const parts = faultsOrParts('BkToCstmrStmt', entry(written, 'CRDT'));
  expect('faults' in parts ? null : parts[0]!.items[0]!.amountMinor).toEqual(expected);
});
