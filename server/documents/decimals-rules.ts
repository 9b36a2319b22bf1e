import type { AllowanceOrCharge, AmountRule, InvoiceContent } from './document-reading.js';
import { decimalsOf } from './exact-amount.js';
import type { Findings, InvoiceField } from './findings.js';
import { shown } from './findings.js';
import { isWrittenDecimal } from './written-amount.js';

/** Decimals that EN 16931 allows in an amount, whatever the currency; a unit price may have more. */
export const MOST_DECIMALS = 2;

interface WrittenAmount {
  rule: AmountRule;
  field: InvoiceField;
  written: string | null;
}

/** BR-DEC-01 to 28: one WARNING a rule, however many amounts break it. */
export function checkDecimals(invoice: InvoiceContent, findings: Findings): void {
  const broken = new Map<AmountRule, WrittenAmount[]>();
  for (const amount of amountsOf(invoice)) {
    const { rule, written } = amount;
    if (written === null || !isWrittenDecimal(written) || decimalsOf(written) <= MOST_DECIMALS) continue;
    const others = broken.get(rule);
    if (others) others.push(amount);
    else broken.set(rule, [amount]);
  }
  for (const [rule, [first, ...others]] of broken) {
    if (!first) continue;
    const more = others.length === 0 ? '' : ` So it is with ${others.length} more.`;
    const message = `${shown(first.written ?? '')} has more than the ${MOST_DECIMALS} decimals that EN 16931 allows.${more}`;
    findings.add(first.field, rule, message, 'WARNING');
  }
}

function* amountsOf(invoice: InvoiceContent): Generator<WrittenAmount> {
  yield* ofAllowancesAndCharges(invoice.allowancesAndCharges, '', documentRules);
  for (const [field, rule] of totalRules) yield { rule, field, written: invoice[field] };
  for (const [index, { amount, currency }] of invoice.taxTotals.entries()) {
    const rule = currency !== invoice.currency && currency === invoice.taxCurrency ? 'BR-DEC-15' : 'BR-DEC-13';
    yield { rule, field: `taxTotals.${index}.amount`, written: amount };
  }
  for (const [index, { taxableAmount, taxAmount }] of invoice.taxes.entries()) {
    yield { rule: 'BR-DEC-19', field: `taxes.${index}.taxableAmount`, written: taxableAmount };
    yield { rule: 'BR-DEC-20', field: `taxes.${index}.taxAmount`, written: taxAmount };
  }
  for (const [index, { netAmount, allowancesAndCharges }] of invoice.lines.entries()) {
    yield { rule: 'BR-DEC-23', field: `lines.${index}.netAmount`, written: netAmount };
    yield* ofAllowancesAndCharges(allowancesAndCharges, `lines.${index}.`, lineRules);
  }
}

const totalRules = [
  ['lineExtensionAmount', 'BR-DEC-09'],
  ['allowanceTotalAmount', 'BR-DEC-10'],
  ['chargeTotalAmount', 'BR-DEC-11'],
  ['taxExclusiveAmount', 'BR-DEC-12'],
  ['taxInclusiveAmount', 'BR-DEC-14'],
  ['prepaidAmount', 'BR-DEC-16'],
  ['payableRoundingAmount', 'BR-DEC-17'],
  ['payableAmount', 'BR-DEC-18'],
] as const;

/** The rules of an allowance and those of a charge, each for the amount and its base. */
type RulesOfParts = Readonly<Record<'allowance' | 'charge', readonly [amount: AmountRule, base: AmountRule]>>;
const documentRules: RulesOfParts = { allowance: ['BR-DEC-01', 'BR-DEC-02'], charge: ['BR-DEC-05', 'BR-DEC-06'] };
const lineRules: RulesOfParts = { allowance: ['BR-DEC-24', 'BR-DEC-25'], charge: ['BR-DEC-27', 'BR-DEC-28'] };

function* ofAllowancesAndCharges(
  parts: readonly AllowanceOrCharge[],
  of: '' | `lines.${number}.`,
  rules: RulesOfParts,
): Generator<WrittenAmount> {
  for (const [index, { charge, amount, baseAmount }] of parts.entries()) {
    const [ofAmount, ofBase] = rules[charge ? 'charge' : 'allowance'];
    yield { rule: ofAmount, field: `${of}allowancesAndCharges.${index}.amount`, written: amount };
    yield { rule: ofBase, field: `${of}allowancesAndCharges.${index}.baseAmount`, written: baseAmount };
  }
}
