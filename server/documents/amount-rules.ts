import type { Decimal } from 'decimal.js';
import { minorUnitsOf } from '../platform/currencies.js';
import { checkDecimals, MOST_DECIMALS } from './decimals-rules.js';
import type { AmountRule, InvoiceContent, ProblemSeverity, TaxBreakdown } from './document-reading.js';
import { exactOf, rounded, sumOf } from './exact-amount.js';
import type { Findings, InvoiceField } from './findings.js';
import { shown } from './findings.js';
import { isCreditNote } from './type-codes.js';

/**
 * The rules of EN 16931-1:2017 (6.4) about amounts, as its bindings to UBL and CII hold them. What leads to the amount due
 * (BR-CO-13 to 16) is an ERROR where it does not add up; the others, and a rule that lacks one of its figures, are WARNINGs.
 * A rule whose figures the profile does not have is not run.
 */
export function checkAmountRules(invoice: InvoiceContent, findings: Findings): void {
  const level = profileLevelOf(invoice);
  const sums = new Sums(invoice, findings);
  if (!withoutLines.includes(level)) checkLines(invoice, sums);
  if (level !== totalsAlone) checkTotals(invoice, sums);
  checkTax(invoice, sums, findings);
  checkRates(invoice, findings);
  if (level !== totalsAlone) checkTerms(invoice, findings);
  checkDecimals(invoice, findings);
}

/** Levels of Factur-X and ZUGFeRD 2 that have totals without the lines behind them. */
const withoutLines: readonly string[] = ['minimum', 'basicwl'];
/** Of these the one that has neither the parts of its totals nor terms of payment. */
const totalsAlone = 'minimum';

/** The last part of a profile: `minimum` of `urn:factur-x.eu:1p0:minimum`. */
function profileLevelOf({ profile }: InvoiceContent): string {
  return profile?.split(':').at(-1)?.toLowerCase() ?? '';
}

const totalNames = {
  lineExtensionAmount: 'sum of the lines (BT-106)',
  allowanceTotalAmount: 'sum of the allowances (BT-107)',
  chargeTotalAmount: 'sum of the charges (BT-108)',
  taxExclusiveAmount: 'total without tax (BT-109)',
  taxInclusiveAmount: 'total with tax (BT-112)',
  prepaidAmount: 'amount paid already (BT-113)',
  payableRoundingAmount: 'rounding (BT-114)',
  payableAmount: 'amount due (BT-115)',
} as const;
type TotalField = keyof typeof totalNames;

/** An amount, as a message names it. */
interface Figure {
  field: InvoiceField;
  name: string;
  written: string | null;
}

/** How an amount takes part in another. */
interface Part extends Figure {
  minus?: boolean;
  /** Counts as nothing where the document leaves it out. */
  optional?: boolean;
}

/** Compares the totals of a document with what they are made of. */
class Sums {
  /** A document without any total breaks no rule about totals: it lacks the group. */
  readonly hasTotals: boolean;
  /** Those of EN 16931, or of the currency where it has more. */
  private readonly decimals: number;

  constructor(
    private readonly invoice: InvoiceContent,
    private readonly findings: Findings,
  ) {
    this.hasTotals = (Object.keys(totalNames) as TotalField[]).some(field => invoice[field] !== null);
    this.decimals = Math.max(MOST_DECIMALS, minorUnitsOf(invoice.currency ?? '') ?? 0);
  }

  total(field: TotalField): Figure {
    return { field, name: totalNames[field], written: this.invoice[field] };
  }

  /** Whether a total is what its parts add up to, rounded or not; undefined where a figure is missing or is no number. */
  holds(total: Figure, parts: readonly Part[]): boolean | undefined {
    const stated = exactOf(total.written);
    const expected = this.sumOfParts(parts);
    return stated && expected && (stated.eq(expected) || stated.eq(rounded(expected, this.decimals)));
  }

  /** Reports a total that is not what its parts add up to. What is no number is reported as such elsewhere. */
  check(rule: AmountRule, total: Figure, parts: readonly Part[], severity: ProblemSeverity): void {
    const missing = parts.find(part => !part.optional && part.written === null);
    if (total.written === null) {
      this.findings.add(total.field, rule, `The document has no ${total.name}.`, 'WARNING');
    } else if (missing) {
      const message = `The ${total.name} cannot be checked: the document has no ${missing.name}.`;
      this.findings.add(total.field, rule, message, 'WARNING');
    } else if (this.holds(total, parts) === false) {
      const expected = this.sumOfParts(parts);
      const digits = expected?.toFixed(
        Math.max(expected.decimalPlaces(), minorUnitsOf(this.invoice.currency ?? '') ?? 0),
      );
      const message = `The ${total.name} is ${shown(total.written)}; what it is made of gives ${digits}.`;
      this.findings.add(total.field, rule, message, severity);
    }
  }

  private sumOfParts(parts: readonly Part[]): Decimal | undefined {
    const values: Decimal[] = [];
    for (const { written, minus } of parts) {
      if (written === null) continue;
      const value = exactOf(written);
      if (!value) return undefined;
      values.push(minus ? value.neg() : value);
    }
    return sumOf(values);
  }
}

/** BR-CO-10. */
function checkLines({ lines }: InvoiceContent, sums: Sums): void {
  if (!sums.hasTotals) return;
  const parts = lines.map(({ netAmount }, index): Part => {
    return { field: `lines.${index}.netAmount`, name: 'amount of a line (BT-131)', written: netAmount, optional: true };
  });
  sums.check('BR-CO-10', sums.total('lineExtensionAmount'), parts, 'WARNING');
}

/** BR-CO-11, 12, 13 and 16. */
function checkTotals(invoice: InvoiceContent, sums: Sums): void {
  if (!sums.hasTotals) return;
  const allowances = sums.total('allowanceTotalAmount');
  const charges = sums.total('chargeTotalAmount');
  checkAllowancesOrCharges('BR-CO-11', allowances, invoice, false, sums);
  checkAllowancesOrCharges('BR-CO-12', charges, invoice, true, sums);
  const exclusive: Part[] = [
    sums.total('lineExtensionAmount'),
    { ...allowances, minus: true, optional: true },
    { ...charges, optional: true },
  ];
  sums.check('BR-CO-13', sums.total('taxExclusiveAmount'), exclusive, 'ERROR');
  const payable: Part[] = [
    sums.total('taxInclusiveAmount'),
    { ...sums.total('prepaidAmount'), minus: true, optional: true },
    { ...sums.total('payableRoundingAmount'), optional: true },
  ];
  // XRechnung adds what is collected for others (BR-DEX-09); a rule of EN 16931 that this breaks stops nothing.
  const collected = invoice.thirdPartyPayments.map((written): Part => ({ field: 'payableAmount', name: '', written }));
  const isExplained = collected.length > 0 && sums.holds(sums.total('payableAmount'), [...payable, ...collected]);
  sums.check('BR-CO-16', sums.total('payableAmount'), payable, isExplained ? 'WARNING' : 'ERROR');
}

function checkAllowancesOrCharges(
  rule: AmountRule,
  total: Figure,
  { allowancesAndCharges }: InvoiceContent,
  charge: boolean,
  sums: Sums,
): void {
  const parts = allowancesAndCharges.flatMap((one, index): Part[] => {
    if (one.charge !== charge) return [];
    const name = charge ? 'amount of a charge (BT-99)' : 'amount of an allowance (BT-92)';
    return [{ field: `allowancesAndCharges.${index}.amount`, name, written: one.amount, optional: true }];
  });
  if (total.written !== null || parts.length > 0) sums.check(rule, total, parts, 'WARNING');
}

/** BR-CO-14 and 15. */
function checkTax(invoice: InvoiceContent, sums: Sums, findings: Findings): void {
  const { taxes, taxTotals, currency, syntax } = invoice;
  const totals = taxTotals.map(({ amount }, index): Figure => {
    return { field: `taxTotals.${index}.amount`, name: 'total of tax (BT-110)', written: amount };
  });
  for (const [index, total] of totals.entries()) {
    const parts = taxes.flatMap((tax, at): Part[] => {
      if (tax.total !== index) return [];
      return [
        { field: `taxes.${at}.taxAmount`, name: 'tax of a rate (BT-117)', written: tax.taxAmount, optional: true },
      ];
    });
    if (parts.length > 0) sums.check('BR-CO-14', total, parts, 'ERROR');
  }
  if (!sums.hasTotals || currency === null) return;
  const [exclusive, inclusive] = [sums.total('taxExclusiveAmount'), sums.total('taxInclusiveAmount')];
  // The binding to CII asks for no total of tax where the totals without and with tax are the same.
  if (syntax === 'cii' && sums.holds(inclusive, [exclusive])) return;
  const [taxTotal, another] = totals.filter((_, index) => taxTotals[index]?.currency === currency);
  if (another) {
    const message = `The document has more than one total of tax (BT-110) in its currency ${shown(currency)}.`;
    findings.add(another.field, 'BR-CO-15', message);
    return;
  }
  const missing: Figure = { field: 'taxTotals.0.amount', name: 'total of tax (BT-110) in its currency', written: null };
  sums.check('BR-CO-15', inclusive, [exclusive, taxTotal ?? missing], 'ERROR');
}

/** BR-CO-17. */
function checkRates({ taxes, syntax }: InvoiceContent, findings: Findings): void {
  const wrong = taxes.flatMap((tax, index) => {
    const fault = faultOfRate(tax, syntax);
    return fault === null ? [] : [{ index, fault }];
  });
  const [first, ...others] = wrong;
  if (!first) return;
  const message = `${first.fault}${others.length === 0 ? '' : ` So it is with ${others.length} more.`}`;
  findings.add(`taxes.${first.index}.taxAmount`, 'BR-CO-17', message, 'WARNING');
}

/** What is wrong with the tax of one category and rate; null where nothing is, or where a figure is no number. */
function faultOfRate(tax: TaxBreakdown, syntax: InvoiceContent['syntax']): string | null {
  const { scheme, taxableAmount, taxAmount } = tax;
  // The rate is that of VAT: without one, or with another tax, EN 16931 expects no tax here.
  const rate = scheme?.toUpperCase() === 'VAT' ? tax.rate : null;
  if (taxAmount === null) return 'The tax of a rate (BT-117) cannot be checked: it is missing.';
  const [stated, rateValue] = [exactOf(taxAmount), exactOf(rate ?? '0')];
  if (!stated || !rateValue) return null;
  if (rateValue.isZero()) {
    if (rounded(stated, 0).isZero()) return null;
    return `The tax (BT-117) is ${shown(taxAmount)} without a rate of VAT (BT-119) that gives it.`;
  }
  if (taxableAmount === null) return 'The tax of a rate (BT-117) cannot be checked: it has no taxable amount (BT-116).';
  const base = exactOf(taxableAmount);
  if (!base) return null;
  const expected = rounded(base.abs().times(rateValue).div(100), MOST_DECIMALS);
  const difference = stated.abs().minus(expected).abs();
  // A difference of 1.00 itself: the binding to CII takes it, that to UBL does not.
  if (syntax === 'cii' ? difference.lte(1) : difference.lt(1)) return null;
  return `The tax (BT-117) is ${shown(taxAmount)}; ${shown(rate ?? '')} % of ${shown(taxableAmount)} is ${expected.toFixed()}.`;
}

/** BR-CO-25. */
function checkTerms(invoice: InvoiceContent, findings: Findings): void {
  const { payableAmount, dueDates, paymentTerms } = invoice;
  if (isCreditNote(invoice) || !exactOf(payableAmount)?.gt(0)) return;
  if (dueDates.length > 0 || paymentTerms.some(({ note, dueDate }) => note !== null || dueDate !== null)) return;
  const message = 'An amount is due, and neither a due date (BT-9) nor terms of payment (BT-20) say when.';
  findings.add('dueDate', 'BR-CO-25', message, 'WARNING');
}
