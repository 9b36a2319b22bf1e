import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { readPaymentFile } from '../../server/bank/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { findViolations } from '../../server/invariants/index.js';
import { organizationById, setAddress, setPaymentFormat } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket, type Party } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

const administrator = (party: Party): MemberViewer => ({ ...party.checker, permissions: ['ADMINISTRATOR'] });
const set = (viewer: MemberViewer, address: object | null) =>
  market.work.run(setAddress, viewer, { address, idempotencyKey: randomUUID() });

const street = { street: 'Königstraße', buildingNumber: '12', postCode: '70173', town: 'Stuttgart', country: 'DE' };
const lines = { town: 'Lyon', country: 'FR', lines: ['Zone industrielle nord', 'Bâtiment C'] };

async function addressSeen(viewer: MemberViewer, of: Party): Promise<unknown> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source: `query ($id: ID!) { node(id: $id) { ... on Organization {
      address { street buildingNumber postCode town country lines } } } }`,
    variableValues: { id: toWireId('organization', of.id) },
    contextValue,
  });
  expect(errors).toBeUndefined();
  return (data as { node: { address: unknown } | null }).node?.address;
}

async function settings(viewer: MemberViewer, account: { id: string }, format: string) {
  const input = { bankAccountId: toWireId('bankAccount', account.id), format, idempotencyKey: randomUUID() };
  return market.work.run(setPaymentFormat, viewer, input);
}

test('an administrator says where the organization is; itself and the operator read it', async () => {
  expect(await set(administrator(market.supplier), street)).toEqual({ organizationId: market.supplier.id });
  const written = { ...street, lines: [] };
  expect(await addressSeen(market.supplier.checker, market.supplier)).toEqual(written);
  expect(await addressSeen(market.operator.checker, market.supplier)).toEqual(written);
  // The buyer knows the supplier, and not where it is.
  const [known] = await market.database.read(market.buyer.checker, db =>
    organizationById(db, market.buyer.checker, [market.supplier.id]),
  );
  expect(known).toMatchObject({ name: 'Supplier', addressTown: null, addressStreet: null });
  expect(await addressSeen(market.buyer.checker, market.supplier)).toBeNull();

  expect(await set(administrator(market.supplier), lines)).toMatchObject({ organizationId: market.supplier.id });
  expect(await addressSeen(market.supplier.checker, market.supplier)).toEqual({
    street: null,
    buildingNumber: null,
    postCode: null,
    ...lines,
  });
  expect(await set(administrator(market.supplier), null)).toMatchObject({ organizationId: market.supplier.id });
  expect(await addressSeen(market.supplier.checker, market.supplier)).toBeNull();
  expect(await set({ ...market.supplier.checker, permissions: ['CHECKER'] }, street)).toMatchObject({
    code: 'NOT_PERMITTED',
  });
});

test('an address that no bank would take is refused, with every fault', async () => {
  const refused: [object, string][] = [
    [{ ...street, town: '' }, 'address.town REQUIRED'],
    [{ ...street, country: 'Germany' }, 'address.country NOT_A_COUNTRY'],
    [{ ...lines, street: 'Rue A' }, 'address.lines EITHER_OR'],
    [{ ...lines, buildingNumber: '3' }, 'address.street REQUIRED'],
    [{ ...street, town: 'x'.repeat(36) }, 'address.town TOO_LONG'],
    [{ ...lines, lines: ['a', 'b', 'c'] }, 'address.lines TOO_BIG'],
  ];
  for (const [address, fault] of refused) {
    const { fields } = (await set(administrator(market.supplier), address)) as unknown as {
      fields: { path: string; code: string }[];
    };
    expect(fields.map(({ path, code }) => `${path} ${code}`)).toEqual([fault]);
  }
});

test('the database refuses what no bank would take, whoever writes it', async () => {
  const write = (columns: string) =>
    market.asAdmin(`UPDATE organization SET ${columns} WHERE id = $1`, [market.supplier.id]);
  for (const columns of [
    `address_street = 'Rue A'`,
    `address_town = 'Lyon'`,
    `address_lines = '{a}'`,
    `address_town = 'Lyon', address_country = 'FR', address_street = 'Rue A', address_lines = '{a}'`,
    `address_town = 'Lyon', address_country = 'FR', address_lines = '{a,b,c}'`,
    `address_town = 'Lyon', address_country = 'FR', address_building_number = '3'`,
  ]) {
    await expect(write(columns)).rejects.toThrow(/violates check constraint/);
  }
});

test('files written from then on name both sides, in the message that the bank takes; older ones stay as they are', async () => {
  const files = () =>
    market
      .asAdmin<{ body: string }>('SELECT body FROM payment_file ORDER BY released_at')
      .then(rows => rows.map(({ body }) => body));
  const pay = async () => market.release(await market.payment(await market.approve(), 'SUPPLIER_PAYMENT'));
  await pay();
  const [first] = await files();
  await set(administrator(market.supplier), street);
  await set(administrator(market.buyer), lines);
  const [account] = await market.asAdmin<{ id: string }>('SELECT id FROM bank_account WHERE organization_id = $1', [
    market.buyer.id,
  ]);
  expect(await settings(administrator(market.funder), account!, 'PAIN_001_001_03')).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await settings(administrator(market.buyer), account!, 'PAIN_001_001_03')).toMatchObject({
    bankAccountId: account!.id,
  });
  await pay();

  const [same, second] = await files();
  expect(same).toBe(first);
  expect(readPaymentFile(same!)).toMatchObject({ format: 'PAIN_001_001_09', debtor: { address: null } });
  expect(readPaymentFile(second!)).toMatchObject({
    format: 'PAIN_001_001_03',
    debtor: { address: { town: 'Lyon', country: 'FR', lines: ['Zone industrielle nord', 'Batiment C'] } },
    instructions: [{ creditor: { address: { street: 'Konigstrase', buildingNumber: '12', town: 'Stuttgart' } } }],
  });
});
