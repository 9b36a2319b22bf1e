import type { WireMoney } from './api-client.js';
import { cents, daysBetween, discountOnFace, written } from './figures.js';
import type { Market, Party } from './trade.js';

/* The ledger as the API shows it: printed as a table, and held against the financings, invoices and payments it stands for. */

interface AccountName {
  readonly organizationName: string;
  readonly kind: string;
  readonly own: boolean;
}

export interface MovementView {
  readonly id: string;
  readonly kind: string;
  readonly causeKind: string;
  readonly businessDay: string;
  readonly postedAt: string;
  readonly reverses: string | null;
  readonly transfers: readonly {
    readonly debitAccount: AccountName;
    readonly creditAccount: AccountName;
    readonly amount: WireMoney;
    readonly invoiceId: string | null;
    readonly financingId: string | null;
  }[];
}

const movementFields = `id kind causeKind businessDay postedAt reverses transfers {
  debitAccount { organizationName kind own } creditAccount { organizationName kind own }
  amount { amount currency } invoiceId financingId }`;

/** What the party sees of the movements of an invoice, of a financing, or (without either) of all. */
export function movementsOf(
  party: Party,
  of: { invoiceId?: string; financingId?: string } = {},
): Promise<MovementView[]> {
  const filter = Object.entries(of).map(([name, id]) => `${name}: "${id}"`);
  return party.reader.all<MovementView>('movements', movementFields, filter.join(', '));
}

/** The names under which tables show the parties of a market. */
export function partyNames(market: Market): Map<string, string> {
  const { operator, buyer, supplier, funders } = market;
  return new Map([
    [operator.name, 'Operator'],
    [buyer.name, 'Buyer'],
    [supplier.name, 'Supplier'],
    ...funders.map(({ name }, index) => [name, `Funder ${'ABCDEFGHIJ'[index]}`] as const),
  ]);
}

/** One line a transfer, debit before credit; movements in the order of posting, those of one instant by the alphabet. */
export function ledgerTable(movements: readonly MovementView[], names: ReadonlyMap<string, string>): string {
  const account = ({ organizationName, kind }: AccountName) =>
    `${names.get(organizationName) ?? organizationName} ${kind}`;
  const lines = movements.flatMap(({ kind, postedAt, transfers }) =>
    transfers.map(({ debitAccount, creditAccount, amount }) => {
      const accounts = `${account(debitAccount).padEnd(24)} <- ${account(creditAccount).padEnd(26)}`;
      return { postedAt, line: `${kind.padEnd(16)} ${accounts} ${grouped(amount.amount).padStart(10)}` };
    }),
  );
  const inOrder = lines.sort((a, b) => compare(a.postedAt, b.postedAt) || compare(a.line, b.line));
  return `\n${inOrder.map(({ line }) => line).join('\n')}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** '100000.00' is '100,000.00'. */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** Every movement and organization whose debits and credits differ; nothing where all balance. */
export function unbalanced(movements: readonly MovementView[]): string[] {
  return movements.flatMap(({ id, kind, transfers }) => {
    const sums = new Map<string, bigint>();
    const add = ({ organizationName }: AccountName, amount: WireMoney, sign: bigint) => {
      const key = `${organizationName} ${amount.currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + sign * cents(amount.amount));
    };
    for (const { debitAccount, creditAccount, amount } of transfers) {
      add(debitAccount, amount, 1n);
      add(creditAccount, amount, -1n);
    }
    return [...sums].filter(([, sum]) => sum !== 0n).map(([key, sum]) => `${kind} ${id}: ${key} ${written(sum)}`);
  });
}

/** The own half of each transfer, per movement: debits less credits of the viewer's own accounts, where not zero. */
export function unbalancedOwn(movements: readonly MovementView[]): string[] {
  return movements.flatMap(({ id, kind, transfers }) => {
    const sum = transfers.reduce((total, { debitAccount, creditAccount, amount }) => {
      const sign = (debitAccount.own ? 1n : 0n) - (creditAccount.own ? 1n : 0n);
      return total + sign * cents(amount.amount);
    }, 0n);
    return sum === 0n ? [] : [`${kind} ${id}: ${written(sum)}`];
  });
}

/** The party's own balances by kind, debit less credit, in cents; accounts at zero left out. */
export async function balancesOf(party: Party): Promise<Record<string, bigint>> {
  const { ledgerAccounts } = await party.reader.query<{
    ledgerAccounts: {
      kind: string;
      organization: { id: string };
      debit: WireMoney;
      credit: WireMoney;
      balance: WireMoney;
    }[];
  }>(`{ ledgerAccounts { kind organization { id } debit { amount currency } credit { amount currency }
        balance { amount currency } } }`);
  const own = ledgerAccounts.filter(({ organization }) => organization.id === party.id);
  for (const { debit, credit, balance } of own) {
    if (cents(balance.amount) !== cents(debit.amount) - cents(credit.amount))
      throw new Error('A balance is no difference.');
  }
  return nonZero(own.map(({ kind, balance }) => [kind, cents(balance.amount)]));
}

interface FinancingView {
  readonly state: string;
  readonly face: WireMoney;
  readonly price: WireMoney | null;
  readonly discount: WireMoney | null;
  readonly platformFee: WireMoney | null;
  readonly rateBps: string | null;
  readonly valueDate: string;
  readonly disbursedOn: string | null;
  readonly maturity: string;
}

const financingFields = `state face { amount } price { amount } discount { amount } platformFee { amount } rateBps
  valueDate disbursedOn maturity`;

interface InvoiceView {
  readonly state: string;
  readonly approved: WireMoney | null;
  readonly paid: WireMoney;
  readonly financing: { readonly state: string } | null;
}

interface PaymentView {
  readonly state: string;
  readonly amount: WireMoney;
  readonly payer: { readonly id: string };
}

/** What the party's balances must be, summed up anew from its invoices, financings and payments as it sees them. */
export async function balancesExpected(party: Party): Promise<Record<string, bigint>> {
  const { reader, roles } = party;
  const financings = await reader.all<FinancingView>('financings', financingFields);
  const invoices = roles.some(role => role === 'BUYER' || role === 'SUPPLIER')
    ? await reader.all<InvoiceView>('invoices', 'state approved { amount } paid { amount } financing { state }')
    : [];
  const payments = roles.includes('OPERATOR')
    ? []
    : await reader.all<PaymentView>('payments', 'state amount { amount } payer { id }');

  const sold = financings.filter(({ state }) => ['DISBURSED', 'REPAID', 'OVERDUE', 'DEFAULTED'].includes(state));
  const held = sold.filter(({ state }) => state !== 'REPAID');
  const fees = roles.includes('BUYER') ? 0n : sum(sold, ({ platformFee }) => cents(platformFee!.amount));
  const promised = invoices.filter(({ approved }) => approved !== null);
  const open = ({ approved, paid }: InvoiceView) => cents(approved!.amount) - cents(paid.amount);
  const isSold = ({ financing }: InvoiceView) =>
    financing !== null && !['AGREED', 'DISBURSING', 'FAILED'].includes(financing.state);
  const total = sum(promised, ({ approved }) => cents(approved!.amount));
  const bank = sum(
    payments.filter(({ state }) => state === 'SETTLED'),
    ({ amount, payer }) => (payer.id === party.id ? -cents(amount.amount) : cents(amount.amount)),
  );
  switch (roles[0]) {
    case 'FUNDER':
      return nonZero([
        ['CLAIM', sum(held, ({ face }) => cents(face.amount))],
        ['DISCOUNT_UNEARNED', -sum(held, settledDiscount)],
        ['DISCOUNT_EARNED', sum(held, settledDiscount) - sum(sold, settledDiscount)],
        ['COMMISSION_INCOME', -sum(sold, flatFee)],
        ['PRICE_PAYABLE', -sum(sold, owedToSupplier)],
        ['FEE_COST', fees],
        ['FEE_PAYABLE', -fees],
        ['BANK', bank],
      ]);
    case 'SUPPLIER':
      return nonZero([
        [
          'CLAIM',
          sum(
            promised.filter(invoice => !isSold(invoice)),
            open,
          ),
        ],
        ['SALES', -total],
        ['DISCOUNT_COST', sum(sold, settledDiscount)],
        ['COMMISSION_COST', sum(sold, flatFee)],
        ['PRICE_RECEIVABLE', sum(sold, owedToSupplier)],
        ['BANK', bank],
      ]);
    case 'BUYER':
      return nonZero([
        ['PAYABLE', -sum(promised, open)],
        ['PURCHASES', total],
        ['BANK', bank],
      ]);
    default:
      return nonZero([
        ['FEE_RECEIVABLE', fees],
        ['FEE_INCOME', -fees],
      ]);
  }
}

/** The discount to the day on which leg 1 settled: where it came late, the days without money are not charged. */
function settledDiscount(financing: FinancingView): bigint {
  const { face, discount, rateBps, valueDate, disbursedOn, maturity } = financing;
  if (disbursedOn === null || disbursedOn <= valueDate) return cents(discount!.amount);
  return discountOnFace(cents(face.amount), BigInt(rateBps!), daysBetween(disbursedOn, maturity));
}

function owedToSupplier(financing: FinancingView): bigint {
  return cents(financing.discount!.amount) - settledDiscount(financing);
}

function flatFee({ face, price, discount }: FinancingView): bigint {
  return cents(face.amount) - cents(price!.amount) - cents(discount!.amount);
}

function sum<T>(items: readonly T[], amountOf: (item: T) => bigint): bigint {
  return items.reduce((total, item) => total + amountOf(item), 0n);
}

function nonZero(balances: readonly (readonly [string, bigint])[]): Record<string, bigint> {
  return Object.fromEntries(balances.filter(([, balance]) => balance !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every party's balances are those its business rows ask for, and each of its movements balances by itself. */
export async function expectBooksInOrder(market: Market): Promise<void> {
  for (const party of [market.operator, market.buyer, market.supplier, ...market.funders]) {
    expect({ party: party.name, balances: await balancesOf(party) }).toEqual({
      party: party.name,
      balances: await balancesExpected(party),
    });
    const movements = await movementsOf(party);
    expect(unbalancedOwn(movements)).toEqual([]);
    if (party === market.operator) expect(unbalanced(movements)).toEqual([]);
  }
}
