import { randomUUID } from 'node:crypto';
import { inviteMember, inviteOrganization } from '../../server/identity/index.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* Numbers and names that look like others. */

let market: InvoiceMarket;
beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

async function warningsOf(number: string): Promise<[string, string][]> {
  const rows = await market.asAdmin<{ problems: { code: string; severity: string }[] }>(
    `SELECT c.content -> 'problems' AS problems FROM invoice_copy c WHERE c.number = $1`,
    [number],
  );
  return rows.flatMap(({ problems }) => problems.map(({ code, severity }) => [code, severity] as [string, string]));
}

test.each(['RE-\u202e7102', 'RE-20\u200b17', 'RE-\u20662018\u2069', 'RE\u00ad2019'])(
  'a number with what nobody sees is refused: %j',
  async number => {
    const before = await market.rowCounts();
    const { landed, refused } = await market.submitUbl(market.supplierMaker, { number });
    expect(landed).toEqual([]);
    expect(refused[0]!.problems).toMatchObject([{ code: 'NUMBER_HIDDEN_CHARACTERS', path: '/Invoice/cbc:ID' }]);
    expect(await market.rowCounts()).toEqual(before);
    const csv = await market.submitCsv(market.supplierMaker, [{ invoice_number: number }]);
    expect(csv.refused[0]!.problems).toMatchObject([{ code: 'NUMBER_HIDDEN_CHARACTERS', column: 'invoice_number' }]);
  },
);

test.each(['RЕ-2030', 'МА-2031', '203٢'])(
  'a number that looks like another lands with a word to its approver: %s',
  async number => {
    const { landed } = await market.submitUbl(market.supplierMaker, { number });
    expect(landed).toHaveLength(1);
    expect(await warningsOf(number)).toContainEqual(['NUMBER_CONFUSABLE', 'WARNING']);
  },
);

test('a plain number lands without one', async () => {
  await market.submitUbl(market.supplierMaker, { number: 'RE-2033/Ä' });
  expect((await warningsOf('RE-2033/Ä')).map(([code]) => code)).not.toContain('NUMBER_CONFUSABLE');
});

test('the database takes no hidden characters either', async () => {
  await market.submitUbl(market.supplierMaker, { number: 'RE-2034' });
  await expect(
    market.asAdmin(`UPDATE invoice SET number = number || chr(8238) WHERE number = 'RE-2034'`),
  ).rejects.toThrow('invoice_number_shows');
  await expect(
    market.asAdmin('UPDATE organization SET name = name || chr(8203) WHERE id = $1', [market.rival.id]),
  ).rejects.toThrow('organization_name_shows');
});

test('nobody is invited under a name that looks like another', async () => {
  const email = `${randomUUID()}@example.org`;
  const codes = async (name: string) =>
    (
      (await market.run(inviteOrganization, market.operator, { role: 'FUNDER', name, email })) as {
        fields?: { code: string }[];
      }
    ).fields;
  expect(await codes('Tenоr Bank')).toMatchObject([{ path: 'name', code: 'MIXED_ALPHABETS' }]);
  expect(await codes('Tenor \u202eBank')).toMatchObject([{ path: 'name', code: 'HIDDEN_CHARACTER' }]);
  expect(await codes('Tenor Bank')).toBeUndefined();
  const invited = await market.run(inviteMember, await market.buyer.member('Ada', 'ADMINISTRATOR'), {
    name: 'Mireille\u200b Maker',
    email,
    permissions: ['VIEWER'],
  });
  expect(invited).toMatchObject({ fields: [{ path: 'name', code: 'HIDDEN_CHARACTER' }] });
});
