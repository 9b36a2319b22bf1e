import { eur, type UploadReport } from '../../support/api-client.js';
import { plusDays } from '../../support/figures.js';
import { localDate } from '../../../server/platform/local-date.js';
import { entry, notification, statement } from '../../support/bank-reports.js';
import { csvInvoices } from '../../support/invoice-files.js';
import { newMember, newOrganization } from '../../support/newcomers.js';
import {
  accept,
  approve,
  bid,
  clockOf,
  fileInvoice,
  listed,
  type Market,
  moveTo,
  newNumber,
  type NewInvoice,
  offersOf,
  openMarket,
  type Party,
  paymentsFor,
  paymentsOf,
  release,
  submit,
} from '../../support/trade.js';
import type { ServerAddress } from '../../support/server-process.js';
import { tradeDaysAfter } from './trade-days.js';

/** What a market looks like after some days: something in every state that the screens show differently. */
export interface FurnishedMarket extends Market {
  /** Where an organization finds its invitation, which is not used yet: the path of the link, with its token. */
  readonly invitationPath: string;
}

/** Furnishes the demo market through the API. */
export async function furnishMarket(server: ServerAddress): Promise<FurnishedMarket> {
  const market = await openMarket(server);
  const { operator, buyer, supplier, funders } = market;
  const [funderA, funderB] = funders as [Party, Party];
  await billFee(market);
  await leaveUnpaid(market);
  const { tradeDay, valueDay } = tradeDaysAfter((await clockOf(market)).today, 40);
  await moveTo(market, tradeDay);
  const invoice = (payable: string) => ({ payable, issueDate: tradeDay, dueDate: plusDays(tradeDay, 45) });

  const disbursed = await listed(market, invoice('61000.00'));
  await bid(funderA, disbursed.auctionId, { rateBps: '480' });
  await bid(funderB, disbursed.auctionId, { rateBps: '410' });
  const financingId = await accept(market, (await offersOf(market, disbursed.auctionId))[0]!);
  await release(funderB, 'DISBURSEMENT', financingId);
  await moveTo(market, valueDay);

  const agreed = await listed(market, invoice('62000.00'));
  await bid(funderA, agreed.auctionId, { rateBps: '420', flatFee: eur('25.00') });
  await accept(market, (await offersOf(market, agreed.auctionId))[0]!);
  const open = await listed(market, invoice('63000.00'));
  await bid(funderA, open.auctionId, { rateBps: '430' });
  await bid(funderB, open.auctionId, { rateBps: '440' });
  const suspended = await listed(market, invoice('64000.00'));
  const reason = 'The insurer asked for a day.';
  await operator
    .as('CHECKER')
    .succeed('suspendAuction', { auctionId: suspended.auctionId, reason }, 'auction { state }');
  const exception = { act: 'RESUME_AUCTION', subjectId: suspended.auctionId, reason: 'The insurer agrees.' };
  await operator.members[1]!.client.succeed('proposeOverride', exception, 'override { state }');

  const prepared = await submit(market, invoice('65000.00'));
  const lines = [{ invoiceId: prepared, amount: eur('64000.00'), lowerReason: 'QUANTITY' }];
  await buyer.as('MAKER').succeed('prepareApproval', { programmeId: market.programmeId, lines }, 'approval { id }');
  const disputed = await submit(market, invoice('66000.00'));
  const dispute = { invoiceId: disputed, reason: 'PRICE', note: 'Agreed were 600.00 less.' };
  await buyer.as('MAKER').succeed('disputeInvoice', dispute, 'invoice { state }');
  await submitDifferingCopies(market, invoice('67000.00'));
  await nameNewcomer(market, invoice('69000.00'));
  await approve(market, [await submit(market, invoice('68000.00'))]);
  await prepareFile(buyer, '68000.00');

  await creditInvoices(market, invoice, disbursed.invoiceId);
  await disclose(market, tradeDay);

  await newOrganization(market, 'FUNDER', 'Alster Bank AG');
  const suspendedFunder = await newOrganization(market, 'FUNDER', 'Weser Bank AG');
  const suspension = { organizationId: suspendedFunder.id, reason: 'Its licence is under review.' };
  await operator.as('CHECKER').succeedPlain('suspendOrganization', suspension, 'organization { state }');
  await addProgramme(market, funderA);
  await newMember(supplier, ['VIEWER']);
  await proposeMandate(buyer, funderA, tradeDay);
  const mandateId = await proposeMandate(buyer, funderB, tradeDay);
  await buyer.as('CHECKER').succeed('activateMandate', { mandateId }, 'mandate { state }');
  const account = { iban: 'DE02500105170137075030', bic: null, holderName: buyer.name, currency: 'EUR' };
  await buyer.as('ADMINISTRATOR').succeed('proposeBankAccount', account, 'bankAccount { state }');
  await planRejection(market, agreed.invoiceId);
  await leaveInSuspense(market, tradeDay);
  const key = { name: 'ERP', scopes: ['READ'], expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString() };
  await buyer.as('ADMINISTRATOR').succeedPlain('createApiKey', key, 'apiKey { id }');
  const hook = { url: 'http://127.0.0.1:1024/hooks', description: 'ERP in Lyon' };
  const made = await buyer.as('ADMINISTRATOR').succeed('createWebhookEndpoint', hook, 'webhookEndpoint { id }');
  const endpoint = { endpointId: (made.webhookEndpoint as { id: string }).id };
  await buyer.as('ADMINISTRATOR').succeed('sendTestWebhook', endpoint, 'webhookDelivery { id }');

  const invitation = { role: 'SUPPLIER', name: 'Filature du Rhône SAS', email: 'hello@filature.example' };
  const invited = await operator
    .as('ADMINISTRATOR')
    .succeedPlain('inviteOrganization', invitation, 'invitation { link }');
  const { pathname, hash } = new URL((invited.invitation as { link: string }).link);
  return { ...market, invitationPath: pathname + hash };
}

/** A payment of the buyer in a file that waits for a second person. */
async function prepareFile(buyer: Party, amount: string): Promise<void> {
  const payment = (await paymentsOf(buyer)).find(found => found.state === 'DUE' && found.amount.amount === amount)!;
  const input = { paymentIds: [payment.id], total: payment.amount };
  await buyer.as('MAKER').succeed('preparePaymentFiles', input, 'files { id }');
}

/** The buyer's maker proposes that a funder may collect; the id of the mandate. */
async function proposeMandate(buyer: Party, funder: Party, day: string): Promise<string> {
  const { mandateChoices } = await buyer
    .as('MAKER')
    .query<{ mandateChoices: { accounts: { id: string }[] } }>('{ mandateChoices { accounts { id } } }');
  const mandate = {
    creditorId: funder.id,
    scheme: 'B2B',
    creditorIdentifier: 'DE98ZZZ09999999999',
    bankAccountId: mandateChoices.accounts[0]!.id,
    signedOn: day,
    ceiling: eur('500000.00'),
  };
  const proposed = await buyer.as('MAKER').succeed('proposeMandate', mandate, 'mandate { id }');
  return (proposed.mandate as { id: string }).id;
}

/** Bookings on the buyer's account that match nothing, in each state of being resolved; and files that were held. */
async function leaveInSuspense(market: Market, day: string): Promise<void> {
  const { buyer, supplier } = market;
  const { organization } = await buyer.reader.query<{
    organization: { bankAccounts: { iban: string; state: string }[] };
  }>('query ($id: ID!) { organization: node(id: $id) { ... on Organization { bankAccounts { iban state } } } }', {
    id: buyer.id,
  });
  const account = organization.bankAccounts.find(({ state }) => state === 'VERIFIED')!;
  const bookings = [0, 1, 2, 3].map(index =>
    entry({
      side: 'DEBIT',
      amountMinor: BigInt(90_000 + index),
      remittance: `rent ${index}`,
      bookedOn: localDate(day),
    }),
  );
  const stated = entry({
    side: 'DEBIT',
    amountMinor: 90_009n,
    remittance: 'a fee of the bank',
    bookedOn: localDate(day),
  });
  const days = statement(account, 10_000_000n, [stated], { day: localDate(day) });
  await buyer.as('MAKER').bringBankFile('day.xml', new Uint8Array(days));
  const file = notification(account, bookings);
  const { status } = await buyer.as('MAKER').bringBankFile('march.xml', new Uint8Array(file));
  if (status !== 200) throw new Error(`The bank file was answered with ${status}.`);
  await supplier.as('MAKER').bringBankFile('foreign.xml', new Uint8Array(statement(account, 0n, bookings)));
  await supplier.as('MAKER').bringBankFile('broken.xml', new Uint8Array(file.subarray(0, 500)));

  const [maker, checker] = [buyer.as('MAKER'), buyer.as('CHECKER')];
  const all = await maker.all<{ id: string }>('bankEntries', 'id');
  const [proposed, confirmed, undoing] = all.map(({ id: entryId }) => entryId);
  for (const entryId of [proposed, confirmed, undoing]) {
    const input = { entryId, kind: 'UNRELATED', reason: 'It is the rent of the office.' };
    const { resolution } = await maker.succeed('proposeResolution', input, 'resolution { id }');
    const { id: resolutionId } = resolution as { id: string };
    if (entryId === proposed) continue;
    await checker.succeed('confirmResolution', { resolutionId }, 'resolution { id }');
    if (entryId === undoing)
      await maker.succeed('undoResolution', { resolutionId, reason: 'It was not.' }, 'resolution { id }');
  }
}

/** An invoice that is due today and that nobody pays, and the rates by which that is charged from tomorrow on. */
async function leaveUnpaid(market: Market): Promise<void> {
  const { today } = await clockOf(market);
  const year = Number(today.slice(0, 4));
  for (const halfYear of [`${year}-01-01`, `${year}-07-01`, `${year + 1}-01-01`]) {
    const rate = { zone: 'EUR', halfYear, rateBps: '240' };
    await market.operator.as('ADMINISTRATOR').succeed('setReferenceRate', rate, 'lateRates { rates { zone } }');
  }
  const late = await submit(market, { payable: '59000.00', issueDate: plusDays(today, -40), dueDate: today });
  await approve(market, [late]);
}

/** A financing whose fee is billed when the month is over. */
async function billFee(market: Market): Promise<void> {
  const funder = market.funders[0]!;
  const { tradeDay, valueDay } = tradeDaysAfter((await clockOf(market)).today, 1);
  await moveTo(market, tradeDay);
  const sold = await listed(market, { payable: '60000.00', issueDate: tradeDay, dueDate: plusDays(tradeDay, 59) });
  await bid(funder, sold.auctionId, { rateBps: '400' });
  await release(funder, 'DISBURSEMENT', await accept(market, (await offersOf(market, sold.auctionId))[0]!));
  await moveTo(market, valueDay);
  const nextMonth = `${plusDays(`${valueDay.slice(0, 7)}-01`, 32).slice(0, 7)}-01`;
  await moveTo(market, nextMonth);
}

/** What the buyer publishes: a month that runs, with a fact; one that is over; and one that is prepared. */
async function disclose({ buyer, programmeId }: Market, today: string): Promise<void> {
  const client = buyer.as('MAKER');
  const months = [0, 1, 2].map(back => {
    let first = `${today.slice(0, 7)}-01`;
    for (let month = 0; month < back; month += 1) first = `${plusDays(first, -1).slice(0, 7)}-01`;
    return first;
  });
  const packs: string[] = [];
  for (const firstDay of months) {
    const { pack } = await client.succeed('openDisclosurePack', { kind: 'MONTH', firstDay }, 'pack { id }');
    packs.push((pack as { id: string }).id);
  }
  const facts = [{ kind: 'SECURITY', note: 'Nothing is pledged.' }];
  await client.succeed('supplyDisclosureFacts', { packId: packs[0], programmeId, facts }, 'pack { id }');
  await client.succeed('prepareDisclosurePack', { packId: packs[1] }, 'pack { id }');
}

/**
 * Credit notes as they stand: one that can be taken off a promised invoice, one that was, one owed for a sold invoice, and a
 * batch that takes such off.
 */
async function creditInvoices(market: Market, invoice: (payable: string) => NewInvoice, soldId: string): Promise<void> {
  const { supplier, buyer, programmeId } = market;
  const credit = async (invoiceId: string, payable: string) => {
    const precedingInvoice = await numberOf(market, invoiceId);
    const note = { ...fileInvoice(market, { ...invoice(payable), number: newNumber('GS') }), precedingInvoice };
    const { report } = await supplier.as('MAKER').upload('note.csv', csvInvoices([note]), 'text/csv');
    if (report.creditNotes.length !== 1) throw new Error(`Not landed: ${JSON.stringify(report)}`);
  };
  const reduced = await submit(market, invoice('70000.00'));
  await credit(reduced, '700.00');
  await approve(market, [reduced]);
  await credit(soldId, '610.00');
  const netted = await submit(market, invoice('71000.00'));
  const promised = await submit(market, invoice('72000.00'));
  await approve(market, [promised]);
  await credit(promised, '720.00');
  const lines = [{ invoiceId: netted }];
  await buyer.as('MAKER').succeed('prepareApproval', { programmeId, lines }, 'approval { id }');
  await credit(reduced, '70.00');
}

async function numberOf(market: Market, invoiceId: string): Promise<string> {
  const { node } = await market.supplier.reader.query<{ node: { number: string } }>(
    'query ($id: ID!) { node(id: $id) { ... on Invoice { number } } }',
    { id: invoiceId },
  );
  return node.number;
}

/** Both sides send their copy of one invoice, and the copies differ. */
async function submitDifferingCopies(market: Market, invoice: Parameters<typeof fileInvoice>[1]): Promise<void> {
  const ours = fileInvoice(market, invoice);
  const theirs = { ...ours, payable: '66999.00' };
  for (const [party, copy] of [
    [market.supplier, ours],
    [market.buyer, theirs],
  ] as const) {
    const { report } = await party.as('MAKER').upload('copy.csv', csvInvoices([copy]), 'text/csv');
    expectLanded(report);
  }
}

/** The buyer's file names a supplier that is not here yet. */
async function nameNewcomer(market: Market, invoice: Parameters<typeof fileInvoice>[1]): Promise<void> {
  const supplier = { name: 'Neue Werke GmbH', country: 'DE', registrationNumber: null, taxId: 'DE129273398' };
  const named = { ...fileInvoice(market, invoice), supplier };
  expectLanded((await market.buyer.as('MAKER').upload('newcomer.csv', csvInvoices([named]), 'text/csv')).report);
}

function expectLanded(report: UploadReport): void {
  if (report.landed.length !== 1) throw new Error(`Not landed: ${JSON.stringify(report)}`);
}

/** A second programme, with terms that the funder has not accepted yet. */
async function addProgramme({ operator, buyer }: Market, funder: Party): Promise<void> {
  const client = operator.as('ADMINISTRATOR');
  const created = await client.succeedPlain(
    'createProgramme',
    {
      buyerId: buyer.id,
      name: 'Lumière renovation',
      currency: 'EUR',
      auctionKind: 'CONTINUOUS',
      auctionMinutes: 120,
      acceptanceMinutes: 0,
    },
    'programme { id }',
  );
  const programmeId = (created.programme as { id: string }).id;
  const terms = {
    programmeId,
    initiator: 'SUPPLIER',
    costBearer: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount: 'ACT_360',
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    text: 'Terms of the renovation programme.',
    undertakingText: 'We pay on the due date.',
  };
  await client.succeedPlain('publishTerms', terms, 'terms { version }');
  await client.succeedPlain('addFunder', { programmeId, funderId: funder.id }, 'programme { id }');
}

/** The account to which repayments were agreed to go gives way to another, which may not be used for some days. */
export async function replaceAccount(funder: Party): Promise<void> {
  const account = { iban: 'DE89370400440532013000', holderName: funder.name, currency: 'EUR' };
  const proposed = await funder.as('ADMINISTRATOR').succeed('proposeBankAccount', account, 'bankAccount { id }');
  const { id: bankAccountId } = proposed.bankAccount as { id: string };
  const verified = { bankAccountId, payeeCheck: 'MATCH' };
  const verifier = await newMember(funder, ['CHECKER']);
  await verifier.succeed('verifyBankAccount', verified, 'bankAccount { state }');
}

/** The buyer's payment of an invoice that nobody finances is planned to be rejected. */
async function planRejection(market: Market, invoiceId: string): Promise<void> {
  const [payment] = (await paymentsFor(market, invoiceId)).filter(({ state }) => state === 'DUE');
  const plan = { paymentId: payment!.id, behaviour: 'REJECT', reason: 'AC04 account closed' };
  await market.operator.as('CHECKER').succeed('planPayment', plan, 'payment { id }');
}
