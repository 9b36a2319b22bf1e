import { randomUUID } from 'node:crypto';
import { inviteMember, setPermissions } from '../../server/identity/index.js';
import {
  bankAccountById,
  bankAccountsOf,
  closeBankAccount,
  lockVerifiedAccountsForShare,
  proposeBankAccount,
  refuseBankAccount,
  suspendOrganization,
  verifiedAccount,
  verifyBankAccount,
} from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { anonymousViewer, type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { codeOf, openSeededMarket, type SeededMarket, wireMember, wireOrganization } from '../support/seeded-market.js';

let market: SeededMarket;
beforeAll(async () => {
  market = await openSeededMarket();
});
afterAll(() => market.close());

const account = {
  iban: 'FR7699999000020000027183671',
  bic: 'TNRBFRPP',
  holderName: 'Groupe Hôtelier Lumière SA',
  currency: 'EUR',
};
const payeeCheck = 'MATCH';

async function propose(viewer: MemberViewer, change: Partial<typeof account> = {}): Promise<string> {
  const { bankAccountId } = await market.succeed(proposeBankAccount, viewer, { ...account, ...change });
  return toWireId('bankAccount', bankAccountId);
}

function verify(viewer: MemberViewer, bankAccountId: string, check = payeeCheck) {
  return market.run(verifyBankAccount, viewer, { bankAccountId, payeeCheck: check });
}

/** The accounts of an organization in a currency, newest first, as `state iban`. */
async function accountsOf(viewer: MemberViewer, currency = 'EUR'): Promise<string[]> {
  const [rows] = await market.readAs(systemViewer, (db, as) => bankAccountsOf(db, as, [viewer.organizationId]));
  return rows!.filter(row => row.currency === currency).map(row => `${row.state} ${row.iban.slice(-4)}`);
}

function moneyAccount(viewer: MemberViewer, currency: string) {
  return market.readAs(systemViewer, db => verifiedAccount(db, viewer.organizationId, currency));
}

describe('four eyes over an account', () => {
  test('its proposer does not verify it, another checker does; the answer and its date are kept', async () => {
    const { buyerMaker, buyerChecker } = market.parties;
    const bankAccountId = await propose(buyerMaker.viewer, { currency: 'CHF' });
    const both = { ...buyerMaker.viewer, permissions: ['CHECKER', 'ADMINISTRATOR'] as const };
    const before = await market.counts();
    expect(codeOf(await verify(both, bankAccountId))).toBe('SAME_PERSON');
    expect(await market.counts()).toEqual(before);
    expect(await moneyAccount(buyerMaker.viewer, 'CHF')).toBeUndefined();

    expect(await verify(buyerChecker.viewer, bankAccountId, 'CLOSE_MATCH')).toMatchObject({ state: 'VERIFIED' });
    expect(await moneyAccount(buyerMaker.viewer, 'CHF')).toMatchObject({
      state: 'VERIFIED',
      proposedBy: buyerMaker.viewer.personId,
      verifiedBy: buyerChecker.viewer.personId,
      payeeCheck: 'CLOSE_MATCH',
      payeeCheckedAt: expect.any(Date),
      usable: true,
    });
  });

  test.each<[string, () => MemberViewer, string]>([
    [
      'a maker',
      () => ({ ...market.parties.buyerChecker.viewer, permissions: ['MAKER', 'ADMINISTRATOR'] }),
      'NOT_PERMITTED',
    ],
    ['the operator, where there are two members', () => market.parties.operator.viewer, 'NOT_PERMITTED'],
    ['a counterparty', () => market.parties.supplier.viewer, 'NOT_FOUND'],
    ['nobody', () => anonymousViewer as unknown as MemberViewer, 'NOT_FOUND'],
  ])('%s does not verify it', async (_, who, code) => {
    const bankAccountId = await propose(market.parties.buyerMaker.viewer, { currency: 'USD' });
    expect(codeOf(await verify(who(), bankAccountId))).toBe(code);
    expect(await moneyAccount(market.parties.buyerMaker.viewer, 'USD')).toBeUndefined();
  });

  test('where the organization has one member, the operator is the second pair of eyes', async () => {
    const { supplier, operator } = market.parties;
    const bankAccountId = await propose(supplier.viewer, { currency: 'GBP' });
    expect(codeOf(await verify(supplier.viewer, bankAccountId))).toBe('SAME_PERSON');
    expect(codeOf(await verify(operator.viewer, bankAccountId))).toBe('');
    expect(await moneyAccount(supplier.viewer, 'GBP')).toMatchObject({ verifiedBy: operator.viewer.personId });

    const email = 'second@verdier.example';
    const link = await market.succeed(inviteMember, supplier.viewer, { name: 'S', email, permissions: ['CHECKER'] });
    const second = await market.enter(link, { email });
    const another = await propose(supplier.viewer, { currency: 'SEK' });
    expect(codeOf(await verify(operator.viewer, another))).toBe('NOT_PERMITTED');
    expect(codeOf(await verify(second, another))).toBe('');
  });

  test('a name that is another’s refuses the account for good, with the answer kept', async () => {
    const { buyerMaker, buyerChecker } = market.parties;
    const bankAccountId = await propose(buyerMaker.viewer, { currency: 'NOK' });
    expect(await verify(buyerChecker.viewer, bankAccountId, 'NO_MATCH')).toMatchObject({ state: 'REFUSED' });
    const [rows] = await market.readAs(systemViewer, (db, as) =>
      bankAccountsOf(db, as, [buyerMaker.viewer.organizationId]),
    );
    expect(rows!.find(row => row.currency === 'NOK')).toMatchObject({
      state: 'REFUSED',
      payeeCheck: 'NO_MATCH',
      payeeCheckedAt: expect.any(Date),
      verifiedBy: buyerChecker.viewer.personId,
      usableFrom: null,
    });
    expect(await verify(buyerChecker.viewer, bankAccountId)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'REFUSED' });
    expect(await moneyAccount(buyerMaker.viewer, 'NOK')).toBeUndefined();
  });

  test('a key gives the same answer again, and another input under it is refused', async () => {
    const { buyerMaker, buyerChecker } = market.parties;
    const idempotencyKey = randomUUID();
    const input = { ...account, currency: 'DKK', idempotencyKey };
    const first = await market.succeed(proposeBankAccount, buyerMaker.viewer, input);
    expect(await market.succeed(proposeBankAccount, buyerMaker.viewer, input)).toEqual(first);
    expect(await accountsOf(buyerMaker.viewer, 'DKK')).toEqual(['PROPOSED 3671']);
    const changed = { ...input, holderName: 'Somebody else' };
    expect(codeOf(await market.run(proposeBankAccount, buyerMaker.viewer, changed))).toBe('KEY_REUSED');

    const verification = {
      bankAccountId: toWireId('bankAccount', first.bankAccountId),
      payeeCheck,
      idempotencyKey: randomUUID(),
    };
    const verified = await market.succeed(verifyBankAccount, buyerChecker.viewer, verification);
    expect(await market.run(verifyBankAccount, buyerChecker.viewer, verification)).toEqual(verified);
  });
});

describe('a replaced account', () => {
  test('closes the old one in the same act, and takes money after 72 hours of business time', async () => {
    const { funderA, funderAChecker } = market.parties;
    const old = await moneyAccount(funderA.viewer, 'EUR');
    expect(old).toMatchObject({ usable: true });
    const bankAccountId = await propose(funderA.viewer, { iban: 'NL09TNRB0100000000', bic: 'TNRBNL2A' });
    expect(await moneyAccount(funderA.viewer, 'EUR')).toEqual(old);
    expect(codeOf(await verify(funderAChecker.viewer, bankAccountId))).toBe('');

    expect(await accountsOf(funderA.viewer)).toEqual(['VERIFIED 0000', `CLOSED ${old!.iban.slice(-4)}`]);
    const replaced = (await moneyAccount(funderA.viewer, 'EUR'))!;
    expect(replaced.usable).toBe(false);
    expect(replaced.usableFrom!.getTime() - replaced.payeeCheckedAt!.getTime()).toBe(72 * 3_600_000);
    const types = await market.asAdmin('SELECT type FROM event ORDER BY seq DESC LIMIT 2');
    expect(types).toEqual([{ type: 'account.verified' }, { type: 'account.changed' }]);

    const moveClock = (hours: number) =>
      market.asAdmin('UPDATE business_clock SET offset_ms = $1', [Math.round(hours * 3_600_000)]);
    await moveClock(71.9);
    expect(await moneyAccount(funderA.viewer, 'EUR')).toMatchObject({ usable: false });
    await moveClock(72.1);
    expect(await moneyAccount(funderA.viewer, 'EUR')).toMatchObject({ usable: true });
  });

  test('closing the old one first does not shorten the cool-off', async () => {
    const { buyerMaker, buyerChecker } = market.parties;
    const old = await moneyAccount(buyerMaker.viewer, 'EUR');
    await market.succeed(closeBankAccount, buyerMaker.viewer, { bankAccountId: toWireId('bankAccount', old!.id) });
    expect(await moneyAccount(buyerMaker.viewer, 'EUR')).toBeUndefined();
    expect(codeOf(await verify(buyerChecker.viewer, await propose(buyerMaker.viewer)))).toBe('');
    expect(await moneyAccount(buyerMaker.viewer, 'EUR')).toMatchObject({ usable: false });
  });

  test('of two verified at one moment for one currency, both are judged and one stands', async () => {
    const { buyerMaker, buyerChecker } = market.parties;
    const ibans = ['FR7699999000030000031416736', 'DE46999999990000567812', 'NL76TNRB0123456789'];
    const ids = [];
    for (const iban of ibans) ids.push(await propose(buyerMaker.viewer, { iban, currency: 'PLN' }));
    const outcomes = await Promise.all(ids.map(id => verify(buyerChecker.viewer, id)));
    expect(outcomes.map(codeOf)).toEqual(['', '', '']);
    const states = (await accountsOf(buyerMaker.viewer, 'PLN')).map(each => each.split(' ')[0]).sort();
    expect(states).toEqual(['CLOSED', 'CLOSED', 'VERIFIED']);
  });

  test('the accounts of other currencies and organizations stay', async () => {
    const { operator, funderB } = market.parties;
    expect(await moneyAccount(operator.viewer, 'EUR')).toMatchObject({ usable: true });
    const [both] = await Promise.all([
      market.work.perform(systemViewer, tx =>
        lockVerifiedAccountsForShare(tx, [operator.viewer.organizationId, funderB.viewer.organizationId], ['EUR']),
      ),
    ]);
    expect(both.map(row => row.organizationId).sort()).toEqual(
      [operator.viewer.organizationId, funderB.viewer.organizationId].sort(),
    );
  });
});

describe('proposing, refusing, closing', () => {
  test('every fault of an account is named at once', async () => {
    const { viewer } = market.parties.buyerMaker;
    const wrong = {
      iban: 'FR7699999000020000027183672',
      bic: 'X',
      holderName: ' ',
      currency: 'ABC',
      idempotencyKey: 'k',
    };
    expect(codeOf(await market.run(proposeBankAccount, viewer, wrong))).toBe(
      'iban NOT_AN_IBAN, bic NOT_A_BIC, holderName REQUIRED, currency UNKNOWN_CURRENCY, idempotencyKey NOT_A_UUID',
    );
  });

  test.each<[string, () => MemberViewer, string]>([
    ['a checker', () => market.parties.buyerChecker.viewer, 'NOT_PERMITTED'],
    ['nobody', () => anonymousViewer as unknown as MemberViewer, 'NOT_FOUND'],
  ])('%s does not propose', async (_, who, code) => {
    expect(codeOf(await market.run(proposeBankAccount, who(), account))).toBe(code);
  });

  test('an administrator takes a proposal back, and closes an account; a checker closes none', async () => {
    const { funderB, buyerChecker, buyerMaker } = market.parties;
    const bankAccountId = await propose(funderB.viewer, { currency: 'CZK' });
    const input = { bankAccountId };
    expect(await market.run(closeBankAccount, funderB.viewer, input)).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'PROPOSED',
    });
    await market.succeed(refuseBankAccount, funderB.viewer, input);
    expect(await market.run(refuseBankAccount, funderB.viewer, input)).toMatchObject({ state: 'REFUSED' });
    const standing = await moneyAccount(buyerMaker.viewer, 'CHF');
    const closing = { bankAccountId: toWireId('bankAccount', standing!.id) };
    expect(codeOf(await market.run(closeBankAccount, buyerChecker.viewer, closing))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(closeBankAccount, market.parties.operator.viewer, closing))).toBe('NOT_PERMITTED');
  });

  test('an account that is not seen and one that does not exist get one answer', async () => {
    const { buyerMaker, funderB } = market.parties;
    const standing = await moneyAccount(funderB.viewer, 'EUR');
    const ask = (bankAccountId: string) => market.run(closeBankAccount, buyerMaker.viewer, { bankAccountId });
    const unseen = await ask(toWireId('bankAccount', standing!.id));
    expect(codeOf(unseen)).toBe('NOT_FOUND');
    expect(await ask(toWireId('bankAccount', randomUUID()))).toEqual(unseen);
    expect(await ask(toWireId('invoice', standing!.id))).toEqual(unseen);
    const read = await market.readAs(buyerMaker.viewer, (db, as) =>
      bankAccountById(db, as, [standing!.id, randomUUID()]),
    );
    expect(read).toEqual([null, null]);
  });

  test('a suspended organization may still put its account right', async () => {
    const { operator, funderB } = market.parties;
    await market.succeed(suspendOrganization, operator.viewer, { organizationId: wireOrganization(funderB) });
    expect(codeOf(await market.run(proposeBankAccount, funderB.viewer, account))).toBe('');
  });

  test('whoever proposed does not verify by way of a permission taken later', async () => {
    const { funderA, funderAChecker } = market.parties;
    const bankAccountId = await propose(funderA.viewer, { currency: 'HUF' });
    // Two persons are needed even where the proposer comes to hold the checker's permission.
    const email = 'third@nordlicht.example';
    const invite = { name: 'T', email, permissions: ['ADMINISTRATOR'] };
    const third = await market.enter(await market.succeed(inviteMember, funderA.viewer, invite), { email });
    const permissions = ['ADMINISTRATOR', 'CHECKER', 'DEALER'];
    await market.succeed(setPermissions, third, { memberId: wireMember(funderA), permissions });
    const risen = { ...funderA.viewer, permissions: ['ADMINISTRATOR', 'CHECKER', 'DEALER'] as const };
    expect(codeOf(await verify(risen, bankAccountId))).toBe('SAME_PERSON');
    expect(codeOf(await verify(funderAChecker.viewer, bankAccountId))).toBe('');
  });
});
