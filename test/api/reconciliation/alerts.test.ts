import { raiseAlerts } from '../../../server/alerts/index.js';
import { submitBankFile } from '../../../server/reconciliation/index.js';
import { untilAllIsTold } from '../../support/all-told.js';
import { entry, notification, statement } from '../../support/bank-reports.js';
import { type MoneyMarket, openMoneyMarket, type Party, unexpected } from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let seen: string[] = [];
beforeAll(async () => {
  market = await openMoneyMarket();
});
afterAll(() => market?.close());

/** Who was told of what since the last look, as `kind subject organization`, each once however often it is looked. */
async function told(): Promise<string[]> {
  await untilAllIsTold(market.urls);
  await raiseAlerts(market.work, market.database);
  expect(await raiseAlerts(market.work, market.database)).toBe(0);
  const rows = await market.asAdmin<{ said: string }>(
    `SELECT concat_ws(' ', a.kind, a.subject_kind, o.name) AS said
       FROM alert a JOIN member m ON m.id = a.member_id JOIN organization o ON o.id = m.organization_id
      WHERE a.state = 'UNREAD' AND a.kind IN ('ENTRY_UNMATCHED', 'WRONG_PAYER', 'BANK_REPORT_HELD') ORDER BY 1`,
  );
  const before = seen;
  seen = rows.map(({ said }) => said);
  return before.reduce((left, said) => left.toSpliced(left.indexOf(said), 1), seen);
}

async function bring({ checker }: Party, bytes: Buffer): Promise<void> {
  const { work, database } = market;
  await submitBankFile({ work, database, report: unexpected }, checker, { name: 'file.xml', bytes });
}

test('checkers are told of what waits for them, the operator of held reports, nobody else of anything', async () => {
  const { supplier, funder, operator } = market;
  const invoice = await market.approve();
  const { amountMinor } = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const wrong = entry({
    side: 'CREDIT',
    amountMinor,
    debtor: { name: 'Funder', iban: funder.iban },
    remittance: invoice.number,
  });
  await bring(supplier, notification(supplier, [entry({ side: 'CREDIT', amountMinor: 100n }), wrong]));
  expect(await told()).toEqual(['ENTRY_UNMATCHED bank_entry Supplier', 'WRONG_PAYER bank_entry Supplier']);

  await bring(supplier, statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 100n })]));
  expect(await told()).toEqual(['BANK_REPORT_HELD bank_report Operator', 'BANK_REPORT_HELD bank_report Supplier']);
  await bring(supplier, Buffer.from('<nothing'));
  expect(await told()).toEqual(['BANK_REPORT_HELD bank_file Supplier']);
  await bring(operator, Buffer.from('<nothing at all'));
  expect(await told()).toEqual(['BANK_REPORT_HELD bank_file Operator']);
});
