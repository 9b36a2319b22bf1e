import { randomUUID } from 'node:crypto';
import {
  csvInvoices,
  type SampleInvoice,
  type SampleParty,
  type SampleRow,
  ublInvoice,
} from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { submitDocument, type SubmissionReport } from '../../server/invoices/index.js';
import { admitFirstOperator, admitOrganization, registerOrganization } from '../../server/organizations/index.js';
import type { Command } from '../../server/platform/command.js';
import { fromWireId, newId, toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import {
  type MemberViewer,
  type OrganizationRole,
  type Permission,
  systemViewer,
} from '../../server/platform/viewer.js';
import { createProgramme, programmeEntrance, publishTerms } from '../../server/programmes/index.js';
import { openTestMarket, type TestMarket } from './test-market.js';
import { addingUp } from './sample-amounts.js';

/** An organization with what a document calls it, and who acts for it. */
export interface TestParty extends SampleParty {
  readonly id: string;
  member(name: string, ...permissions: Permission[]): Promise<MemberViewer>;
}

/**
 * A market up to where invoices begin: a buyer with a programme and two suppliers, another buyer with a programme of its
 * own and no supplier of ours, a funder. Time stands on Monday 4 January 2027, 10:00 in Paris.
 */
export interface InvoiceMarket extends TestMarket {
  readonly operator: MemberViewer;
  readonly buyer: TestParty;
  readonly otherBuyer: TestParty;
  readonly supplier: TestParty;
  readonly rival: TestParty;
  readonly funder: TestParty;
  readonly programmeId: string;
  /** Of the buyer: a maker, and two who may check. */
  readonly maker: MemberViewer;
  readonly checker: MemberViewer;
  readonly secondChecker: MemberViewer;
  readonly supplierMaker: MemberViewer;
  readonly rivalMaker: MemberViewer;
  readonly otherBuyerMaker: MemberViewer;
  readonly funderDealer: MemberViewer;
  /** Sets business time, never back. */
  setClock(at: string): Promise<void>;
  submitUbl(viewer: MemberViewer, change?: Partial<SampleInvoice>): Promise<SubmissionReport>;
  submitCsv(viewer: MemberViewer, rows: readonly Partial<SampleRow>[]): Promise<SubmissionReport>;
  submitFile(viewer: MemberViewer, text: string, name: string): Promise<SubmissionReport>;
  /** Runs a command as a member, with a new key; a refusal is given back. */
  run<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: MemberViewer,
    input: object,
  ): Promise<Success | Problem>;
  /** As `run`, where a refusal would be a mistake of the test. */
  succeed<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: MemberViewer,
    input: object,
  ): Promise<Exclude<Success, Problem>>;
  /** How many rows each table has. */
  rowCounts(): Promise<Record<string, number>>;
}

export async function openInvoiceMarket(): Promise<InvoiceMarket> {
  const market = await openTestMarket();
  const setClock = async (at: string) => {
    const offset = 'ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)';
    await market.asAdmin(`UPDATE business_clock SET offset_ms = ${offset}`, [at]);
  };
  await setClock('2027-01-04T10:00:00+01:00');
  const operator = await registerOperator(market);
  const party = (role: OrganizationRole, given: SampleParty) => registerParty(market, operator, role, given);
  const buyer = await party('BUYER', { name: 'Exemple Industries SA', country: 'FR', taxId: 'FR83404833048' });
  const otherBuyer = await party('BUYER', { name: 'Autre Maison SA', country: 'FR', taxId: 'FR40303265045' });
  const supplier = await party('SUPPLIER', {
    name: 'Muster Werke GmbH',
    country: 'DE',
    taxId: 'DE136695976',
    registrationNumber: 'HRB12345',
    lei: '529900T8BM49AURSDO55',
  });
  const rival = await party('SUPPLIER', { name: 'Andere Werke GmbH', country: 'DE', taxId: 'DE811907980' });
  const funder = await party('FUNDER', { name: 'Voorbeeld Bank NV', country: 'NL', taxId: 'NL004495445B01' });
  const supplierMaker = await supplier.member('Sabine Maker', 'MAKER', 'DEALER');
  const rivalMaker = await rival.member('Rolf Maker', 'MAKER');
  const run = runnerOf(market);
  const programmeId = await openProgramme(market, operator, buyer, [supplierMaker, rivalMaker]);
  await openProgramme(market, operator, otherBuyer, [rivalMaker]);

  const submitFile = (viewer: MemberViewer, text: string, name: string) => {
    const bytes = Buffer.from(text);
    return submitDocument(market.work, viewer, parseDocument(bytes, name), { name, mediaType: 'text/plain', bytes });
  };
  return {
    ...market,
    operator,
    buyer,
    otherBuyer,
    supplier,
    rival,
    funder,
    programmeId,
    maker: await buyer.member('Mireille Maker', 'MAKER'),
    checker: await buyer.member('Charles Checker', 'CHECKER', 'MAKER'),
    secondChecker: await buyer.member('Denise Checker', 'CHECKER'),
    supplierMaker,
    rivalMaker,
    otherBuyerMaker: await otherBuyer.member('Odile Maker', 'MAKER', 'CHECKER'),
    funderDealer: await funder.member('Dirk Dealer', 'DEALER', 'MAKER', 'CHECKER'),
    setClock,
    submitFile,
    submitUbl: (viewer, change) =>
      submitFile(viewer, ublInvoice(sampleInvoice({ supplier, buyer, ...change })), 'invoice.xml'),
    submitCsv: (viewer, rows) =>
      submitFile(
        viewer,
        csvInvoices(rows.map(change => ({ ...sampleRow({ supplier, buyer }), ...change }) as SampleRow)),
        'rows.csv',
      ),
    run,
    async succeed(command, viewer, input) {
      const outcome = await run(command, viewer, input);
      if (outcome instanceof Problem) throw new Error(`${outcome.code}: ${JSON.stringify(outcome)}`);
      return outcome as Exclude<typeof outcome, Problem>;
    },
    rowCounts: () => rowCounts(market),
  };
}

/** 11,900.00 EUR of Muster Werke to Exemple Industries, due on a Sunday. */
export function sampleInvoice(
  given: Partial<SampleInvoice> & Pick<SampleInvoice, 'supplier' | 'buyer'>,
): SampleInvoice {
  return {
    number: 'RE-2027-0042',
    issueDate: '2027-01-04',
    dueDate: '2027-03-07',
    currency: 'EUR',
    lines: [{ description: 'Bolts & nuts', quantity: '100', unit: 'C62', unitPrice: '100.00', netAmount: '10000.00' }],
    netTotal: '10000.00',
    taxTotal: '1900.00',
    taxRate: '19',
    payable: '11900.00',
    paymentTerms: '60 days net',
    orderReference: 'PO-7781',
    ...addingUp(given),
    ...given,
  };
}

/** The same invoice as a row of a file. */
export function sampleRow({ supplier, buyer }: { supplier: SampleParty; buyer: SampleParty }): SampleRow {
  return {
    invoice_number: 'RE-2027-0042',
    issue_date: '2027-01-04',
    due_date: '2027-03-07',
    currency: 'EUR',
    payable_amount: '11900.00',
    supplier_name: supplier.name,
    supplier_tax_id: supplier.taxId ?? '',
    buyer_name: buyer.name,
    buyer_tax_id: buyer.taxId ?? '',
  };
}

/** The id inside of the first invoice that landed. */
export function landedId(report: SubmissionReport): string {
  const [landed] = report.landed;
  if (!landed) throw new Error(`Nothing landed: ${JSON.stringify(report)}`);
  return fromWireId('invoice', landed.invoiceId)!;
}

function runnerOf(market: TestMarket): InvoiceMarket['run'] {
  return (command, viewer, input) => market.work.run(command, viewer, { idempotencyKey: randomUUID(), ...input });
}

async function registerOperator(market: TestMarket): Promise<MemberViewer> {
  const id = newId();
  await market.work.perform(systemViewer, async tx => {
    const identity = { country: 'LU', registrationNumber: 'B1', taxId: null, lei: null, sizeBand: null, sector: null };
    await registerOrganization(tx, systemViewer, 'test', { id, name: 'Operator', ...identity, roles: ['OPERATOR'] });
    await admitFirstOperator(tx, 'test', id);
  });
  return memberOf(market, id, ['OPERATOR'], 'Olga Operator', ['ADMINISTRATOR', 'CHECKER', 'MAKER']);
}

async function registerParty(
  market: TestMarket,
  operator: MemberViewer,
  role: OrganizationRole,
  given: SampleParty,
): Promise<TestParty> {
  const id = newId();
  const { name, country, registrationNumber = null, taxId = null, lei = null } = given;
  const identity = { id, name, country, registrationNumber, taxId, lei, sizeBand: null, sector: null };
  await market.work.perform(systemViewer, tx =>
    registerOrganization(tx, systemViewer, 'test', { ...identity, roles: [role] }),
  );
  await market.work.run(admitOrganization, operator, { organizationId: toWireId('organization', id) });
  return { ...given, id, member: (person, ...permissions) => memberOf(market, id, [role], person, permissions) };
}

/** A person who is not invited, and needs no password: there is no command for that. */
async function memberOf(
  market: TestMarket,
  organizationId: string,
  roles: OrganizationRole[],
  name: string,
  permissions: Permission[],
): Promise<MemberViewer> {
  const [personId, memberId] = [newId(), newId()];
  const email = `${name.toLowerCase().replace(' ', '.')}@${memberId}.example`;
  await market.asAdmin('INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
    personId,
    email,
    name,
    '-',
  ]);
  await market.asAdmin('INSERT INTO member (id, person_id, organization_id, permissions) VALUES ($1, $2, $3, $4)', [
    memberId,
    personId,
    organizationId,
    permissions,
  ]);
  return { kind: 'MEMBER', personId, memberId, organizationId, roles, permissions, sessionId: newId() };
}

async function openProgramme(
  market: TestMarket,
  operator: MemberViewer,
  buyer: TestParty,
  suppliers: readonly MemberViewer[],
): Promise<string> {
  const made = await market.work.run(createProgramme, operator, {
    buyerId: toWireId('organization', buyer.id),
    name: `Suppliers of ${buyer.name}`,
    currency: 'EUR',
    auctionKind: 'CONTINUOUS',
    auctionMinutes: 60,
    acceptanceMinutes: 0,
  });
  if (made instanceof Problem) throw new Error(JSON.stringify(made));
  const published = await market.work.run(publishTerms, operator, {
    programmeId: toWireId('programme', made.programmeId),
    initiator: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount: 'ACT_360',
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    costBearer: 'SUPPLIER',
    text: 'The terms of this test.',
    undertakingText: 'The buyer pays the approved amount on the due date, without set-off.',
  });
  if (published instanceof Problem) throw new Error(JSON.stringify(published));
  for (const supplier of suppliers) {
    await market.work.perform(supplier, tx => programmeEntrance.join(tx, supplier, 'test', made.programmeId));
  }
  return made.programmeId;
}

async function rowCounts(market: TestMarket): Promise<Record<string, number>> {
  const tables = await market.asAdmin<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname IN ('public', 'simulated_bank') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await market.asAdmin<{ count: string }>(`SELECT count(*) AS count FROM ${name}`);
    counts[name] = Number(row?.count);
  }
  return counts;
}
