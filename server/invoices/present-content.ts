import type * as documents from '../documents/index.js';
import type { InvoiceAccount, InvoiceContent, InvoiceParty } from './invoice.types.js';

/** What was read from a document, as the API shows it. */
export function presentContent(content: documents.InvoiceContent): InvoiceContent {
  const { supplier, buyer, payee, notes, orderReference, paymentTerms, iban, dueDates, lines, taxes, problems } =
    content;
  return {
    seller: presentParty(supplier),
    buyer: presentParty(buyer),
    payee: payee && {
      name: payee.name,
      vatId: null,
      legalId: payee.ids[0]?.value ?? null,
      address: null,
      country: null,
    },
    note: joined(notes, '\n'),
    orderReference,
    paymentTerms: joined(
      paymentTerms.map(terms => terms.note),
      '\n',
    ),
    iban,
    accounts: accountsOf(content),
    dueDates,
    lines: lines.map(({ name, description, ...line }) => ({ ...line, description: joined([name, description], ': ') })),
    taxes: taxes.map(({ exemptionReason, ...tax }) => ({ ...tax, reason: exemptionReason })),
    lineTotal: content.lineExtensionAmount,
    taxTotal: taxTotalOf(content),
    ...taxElsewhereOf(content),
    // Fewer things were read once: what is not in a content of then was not looked for.
    allowancesAndCharges: content.allowancesAndCharges ?? [],
    prepaid: content.prepaidAmount,
    problems,
  };
}

/** In the currency of the document; a further one tells the same tax in the currency of the tax authority. */
function taxTotalOf({ taxTotals, currency }: documents.InvoiceContent): string | null {
  return (taxTotals.find(total => total.currency === currency) ?? taxTotals[0])?.amount ?? null;
}

/** The same tax in the currency of the tax authority, where the document names another. */
function taxElsewhereOf({ taxCurrency = null, taxTotals, currency }: documents.InvoiceContent) {
  if (taxCurrency === null || taxCurrency === currency) return { taxCurrency: null, taxTotalInTaxCurrency: null };
  const total = taxTotals.find(one => one.currency === taxCurrency);
  return { taxCurrency, taxTotalInTaxCurrency: total?.amount ?? null };
}

function accountsOf({ paymentMeans }: documents.InvoiceContent): InvoiceAccount[] {
  return (paymentMeans ?? []).flatMap(({ account, accountName, bic, code }) =>
    account === null ? [] : [{ number: account, holderName: accountName, bic, meansCode: code }],
  );
}

function presentParty(party: documents.InvoiceParty | null): InvoiceParty {
  if (party === null) return { name: null, vatId: null, legalId: null, address: null, country: null };
  const { name, vatId, legalId, address, country } = party;
  const place = joined([address?.postcode, address?.city], ' ');
  const lines = joined([...(address?.lines ?? []), place, address?.region], ', ');
  return { name, vatId, legalId: legalId?.value ?? null, address: lines, country };
}

/** What is there, with the separator between; null where nothing is. */
function joined(parts: readonly (string | null | undefined)[], separator: string): string | null {
  return parts.filter(part => part).join(separator) || null;
}
