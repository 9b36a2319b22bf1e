import { randomUUID } from 'node:crypto';
import { inviteOrganization } from '../../server/identity/index.js';
import {
  admitOrganization,
  organizationById,
  organizationNames,
  organizationPage,
  suspendOrganization,
} from '../../server/organizations/index.js';
import { anonymousViewer, type MemberViewer, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { newcomer, openSeededMarket, type SeededMarket, wireOrganization } from '../support/seeded-market.js';

let market: SeededMarket;
/** A buyer, admitted, in no programme. */
let outsider: MemberViewer;
beforeAll(async () => {
  market = await openSeededMarket();
  const { viewer: operator } = market.parties.operator;
  const email = 'founder@outsider.example';
  const link = await market.succeed(inviteOrganization, operator, { role: 'BUYER', name: 'Outsider', email });
  outsider = await market.enter(link, { email, organization: newcomer('buyer', '30001') });
  await market.succeed(admitOrganization, operator, { organizationId: wireOrganization(outsider) });
});
afterAll(() => market.close());

/** Everybody, by a letter: operator, buyer, supplier, funders a and b, and x, who stands outside. */
function everybody(): Record<string, MemberViewer> {
  const { operator, buyerMaker, supplier, funderA, funderB } = market.parties;
  return {
    o: operator.viewer,
    b: buyerMaker.viewer,
    s: supplier.viewer,
    a: funderA.viewer,
    f: funderB.viewer,
    x: outsider,
  };
}

/** Whom a viewer sees, by their letters: capital where it knows the registers' numbers too, with * where the state. */
async function seenBy(viewer: Viewer): Promise<string> {
  const parties = Object.entries(everybody());
  const ids = parties.map(([, member]) => member.organizationId);
  const rows = await market.readAs(viewer, (db, as) => organizationById(db, as, ids));
  return parties
    .map(([letter], index) => {
      const row = rows[index];
      if (!row) return '';
      const numbers = [row.registrationNumber, row.taxId, row.lei].filter(number => number !== null).length;
      return `${numbers > 0 ? letter.toUpperCase() : letter}${row.state === null ? '' : '*'}`;
    })
    .join('');
}

/** A financing between the supplier and the second funder, as it stands after an award; every other rule aside. */
async function insertFinancing(): Promise<void> {
  const { supplier, buyerMaker, funderB, programmeId, termsId } = market.parties;
  await market.asAdmin('SET session_replication_role = replica');
  await market.asAdmin(
    `INSERT INTO financing (id, invoice_id, auction_id, bid_id, programme_id, terms_id, supplier_id, buyer_id, funder_id,
       currency, face_minor, advance_minor, discount_minor, flat_fee_minor, price_minor, repayment_minor,
       platform_fee_minor, platform_fee_payer, price_kind, rate_bps, day_count, tenor_days, value_date, maturity,
       disburse_until, supplier_account_id, funder_account_id, state, event_no)
     VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4, $5,
       'EUR', 100, 100, 1, 0, 99, 100, 0, 'FUNDER', 'DISCOUNT_ON_FACE', 100, 'ACT_360', 30, '2027-01-05', '2027-02-04',
       '2027-01-12', gen_random_uuid(), gen_random_uuid(), 'AGREED', 1)`,
    [
      programmeId,
      termsId,
      supplier.viewer.organizationId,
      buyerMaker.viewer.organizationId,
      funderB.viewer.organizationId,
    ],
  );
  await market.asAdmin('SET session_replication_role = origin');
}

test('each sees those it deals with, and of them what it needs', async () => {
  const { o, b, s, a, f, x } = everybody();
  expect(await seenBy(o!)).toBe('O*B*S*A*F*X*');
  expect(await seenBy(systemViewer)).toBe('O*B*S*A*F*X*');
  expect(await seenBy(b!)).toBe('B*S*a*f*');
  expect(await seenBy(s!)).toBe('BS*');
  expect(await seenBy(a!)).toBe('bA*');
  expect(await seenBy(f!)).toBe('bF*');
  expect(await seenBy(x!)).toBe('X*');
  expect(await seenBy(anonymousViewer)).toBe('');
});

test('a funder learns a supplier’s name with the award, and the supplier the funder’s; other funders learn nothing', async () => {
  await insertFinancing();
  const { s, a, f } = everybody();
  expect(await seenBy(f!)).toBe('bsF*');
  expect(await seenBy(s!)).toBe('BS*f');
  expect(await seenBy(a!)).toBe('bA*');
});

test('what is not seen and what does not exist give one answer', async () => {
  const ids = [outsider.organizationId, randomUUID()];
  const read = await market.readAs(market.parties.supplier.viewer, (db, as) => organizationById(db, as, ids));
  expect(read).toEqual([null, null]);
});

describe('the list', () => {
  const page = (viewer: Viewer, filter: object = {}) =>
    market.readAs(viewer, db => organizationPage(db, { first: 50, ...filter }));
  const names = async (viewer: Viewer, filter: object = {}) => (await page(viewer, filter)).rows.map(row => row.name);

  test('holds whom the viewer knows, by name', async () => {
    const { supplier, operator } = market.parties;
    expect(await names(supplier.viewer)).toEqual([
      'Ateliers Verdier SARL',
      'Groupe Hôtelier Lumière SA',
      'Polder Trade Finance B.V.',
    ]);
    expect(await names(operator.viewer)).toHaveLength(6);
    expect(await names(anonymousViewer)).toEqual([]);
  });

  test('comes in pages without gap or repeat', async () => {
    const { viewer } = market.parties.operator;
    const all = (await page(viewer)).rows;
    const read: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages++) {
      const { rows, hasNextPage }: Awaited<ReturnType<typeof page>> = await page(viewer, { first: 2, after });
      expect(rows).toHaveLength(2);
      expect(hasNextPage).toBe(pages < 2);
      read.push(...rows.map(row => row.id));
      const last = rows.at(-1)!;
      after = Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url');
    }
    expect(read).toEqual(all.map(row => row.id));
  });

  test.each(['nonsense', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'after the cursor %j there is nothing',
    async after => {
      expect(await page(market.parties.operator.viewer, { after })).toEqual({ rows: [], hasNextPage: false });
    },
  );

  test('is filtered by role, and by a state that the viewer may know', async () => {
    const { operator, supplier, buyerMaker, funderA } = market.parties;
    expect(await names(operator.viewer, { role: 'FUNDER' })).toEqual([
      'Nordlicht Kapital GmbH',
      'Polder Trade Finance B.V.',
    ]);
    await market.succeed(suspendOrganization, operator.viewer, { organizationId: wireOrganization(funderA) });
    expect(await names(operator.viewer, { state: ['SUSPENDED', 'PENDING'] })).toEqual(['Nordlicht Kapital GmbH']);
    expect(await names(buyerMaker.viewer, { state: ['SUSPENDED'] })).toEqual(['Nordlicht Kapital GmbH']);
    // The supplier does not know its buyer's state, so no filter tells it.
    expect(await names(supplier.viewer, { state: ['ADMITTED', 'SUSPENDED', 'PENDING', 'REFUSED'] })).toEqual([
      'Ateliers Verdier SARL',
    ]);
  });
});

test('names are read for texts, whoever asks', async () => {
  const ids = [outsider.organizationId, randomUUID()];
  const read = await market.readAs(market.parties.supplier.viewer, db => organizationNames(db, ids));
  expect(read).toEqual(new Map([[outsider.organizationId, 'Groupe Hôtelier Lumière SA 30001']]));
});
