import { ciiInvoiceWith } from './sample-cii.js';
import { problemsOf, read, readInvoice, ublInvoice, ublInvoiceWith } from './sample-documents.js';

/** Rule and severity of what does not add up, or is written with too many decimals. */
function rulesOf(document: string): string[] {
  return readInvoice(document)
    .problems.filter(({ code }) => code.startsWith('BR-'))
    .map(({ code, severity }) => `${code} ${severity}`);
}

const total = (name: string, amount: string) => `<cbc:${name} currencyID="EUR">${amount}</cbc:${name}>`;
const payable = total('PayableAmount', '119.00');

/** The sample in which this stands before the amount due. */
function withTotals(...totals: string[]): string {
  return ublInvoiceWith([payable, `${totals.join('')}${payable}`]);
}

test('what adds up is no problem', () => expect(rulesOf(ublInvoice)).toEqual([]));

describe('the amount due', () => {
  test.each([
    ['with something paid', [total('PrepaidAmount', '19.00')], '100.00'],
    ['with rounding', [total('PayableRoundingAmount', '0.02')], '119.02'],
    ['with both', [total('PrepaidAmount', '19.00'), total('PayableRoundingAmount', '-0.05')], '99.95'],
    ['of nothing, all being paid', [total('PrepaidAmount', '119.00')], '0.00'],
  ])('%s', (_, totals, due) => {
    const document = withTotals(...totals).replace(payable, total('PayableAmount', due));
    expect(rulesOf(document)).toEqual([]);
    expect(rulesOf(document.replace(`>${due}</cbc:Pay`, '>118.99</cbc:Pay'))).toEqual(['BR-CO-16 ERROR']);
  });

  test('is named with what it should be, at its place', () => {
    const { problems } = readInvoice(withTotals(total('PrepaidAmount', '0.01')));
    expect(problems).toEqual([
      {
        code: 'BR-CO-16',
        path: '/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount',
        row: null,
        column: null,
        message: 'The amount due (BT-115) is "119.00"; what it is made of gives 118.99.',
        severity: 'ERROR',
      },
    ]);
  });

  test('of fractions that no binary number holds is exact', () => {
    const tenths = withTotals(total('PrepaidAmount', '118.70')).replace(payable, total('PayableAmount', '0.30'));
    expect(rulesOf(tenths)).toEqual([]);
    const large = ublInvoiceWith(
      ['>119.00</cbc:TaxInclusive', '>9007199254740993.01</cbc:TaxInclusive'],
      ['>119.00</cbc:Pay', '>9007199254740993.02</cbc:Pay'],
    );
    expect(rulesOf(large)).toContain('BR-CO-16 ERROR');
  });

  test('that includes what is collected for others is a warning where the profile has that', () => {
    const xrechnung = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0';
    const extension = `${xrechnung}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0`;
    const collecting = (profile: string, amount: string) =>
      ublInvoiceWith(
        ['urn:cen.eu:en16931:2017', profile],
        ['<cac:TaxTotal>', `<cac:PrepaidPayment>${total('PaidAmount', amount)}</cac:PrepaidPayment><cac:TaxTotal>`],
        ['>119.00</cbc:Pay', '>129.00</cbc:Pay'],
      );
    expect(rulesOf(collecting(extension, '10.00'))).toEqual(['BR-CO-16 WARNING']);
    expect(rulesOf(collecting(extension, '9.99'))).toEqual(['BR-CO-16 ERROR']);
    expect(rulesOf(collecting(xrechnung, '10.00'))).toEqual(['BR-CO-16 ERROR']);
  });
});

describe('the totals before it', () => {
  test.each([
    ['lines', 'LineExtensionAmount', '100.01', ['BR-CO-10 WARNING', 'BR-CO-13 ERROR']],
    ['without tax', 'TaxExclusiveAmount', '99.99', ['BR-CO-13 ERROR', 'BR-CO-15 ERROR']],
    ['with tax', 'TaxInclusiveAmount', '119.01', ['BR-CO-16 ERROR', 'BR-CO-15 ERROR']],
  ])('%s', (_, name, amount, rules) => {
    const document = ublInvoice.replace(
      new RegExp(`>[^<]*</cbc:${name}>(?!\\s*<cac:Item)`),
      `>${amount}</cbc:${name}>`,
    );
    expect(rulesOf(document)).toEqual(rules);
  });

  const oneOf = (charge: boolean, amount: string) =>
    `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator>${total('Amount', amount)}</cac:AllowanceCharge>`;

  test('allowances and charges are added up, and go into the total without tax', () => {
    const parts = [oneOf(false, '30.00'), oneOf(true, '12.50'), oneOf(false, '0.10'), oneOf(true, '17.60')].join('');
    const both = withTotals(total('AllowanceTotalAmount', '30.10'), total('ChargeTotalAmount', '30.10'));
    const document = both.replace('<cac:TaxTotal>', `${parts}<cac:TaxTotal>`);
    expect(readInvoice(document).allowancesAndCharges).toMatchObject([
      { charge: false, amount: '30.00' },
      { charge: true, amount: '12.50' },
      { charge: false, amount: '0.10' },
      { charge: true, amount: '17.60' },
    ]);
    expect(rulesOf(document)).toEqual([]);
    expect(rulesOf(document.replace('>0.10<', '>0.11<'))).toEqual(['BR-CO-11 WARNING']);
    expect(rulesOf(document.replace('>17.60<', '>17.61<'))).toEqual(['BR-CO-12 WARNING']);
    expect(rulesOf(document.replace('>30.10</cbc:Charge', '>30.20</cbc:Charge'))).toEqual([
      'BR-CO-12 WARNING',
      'BR-CO-13 ERROR',
    ]);
  });

  test('an allowance without its total, and a total without its allowances', () => {
    expect(rulesOf(ublInvoice.replace('<cac:TaxTotal>', `${oneOf(false, '1.00')}<cac:TaxTotal>`))).toEqual([
      'BR-CO-11 WARNING',
    ]);
    expect(rulesOf(withTotals(total('AllowanceTotalAmount', '0.00')))).toEqual([]);
    expect(rulesOf(withTotals(total('ChargeTotalAmount', '1.00')))).toEqual(['BR-CO-12 WARNING', 'BR-CO-13 ERROR']);
  });

  test('a rule that lacks a figure is a warning: nothing says that it is broken', () => {
    const without = (name: string) => ublInvoice.replace(new RegExp(`<cbc:${name} [^>]*>[^<]*</cbc:${name}>`), '');
    expect(rulesOf(without('TaxInclusiveAmount'))).toEqual(['BR-CO-16 WARNING', 'BR-CO-15 WARNING']);
    expect(rulesOf(without('LineExtensionAmount'))).toEqual(['BR-CO-10 WARNING', 'BR-CO-13 WARNING']);
    expect(readInvoice(without('TaxExclusiveAmount')).problems.map(({ message }) => message)).toEqual([
      'The document has no total without tax (BT-109).',
      'The total with tax (BT-112) cannot be checked: the document has no total without tax (BT-109).',
    ]);
  });

  test('a rule with a figure that is no number is not run: the figure is named instead', () => {
    expect(problemsOf(read(withTotals(total('PrepaidAmount', '0,00'))))).toEqual([
      'AMOUNT_INVALID /Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount',
    ]);
  });
});

describe('tax', () => {
  const taxTotal = '<cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount>\n    <cac:TaxSubtotal>';

  test('the total is the sum of its rates', () => {
    expect(rulesOf(ublInvoiceWith([taxTotal, taxTotal.replace('19.00', '19.01')]))).toEqual([
      'BR-CO-14 ERROR',
      'BR-CO-15 ERROR',
    ]);
  });

  test('another total in the currency of the tax authority is none of this', () => {
    const inKroner = '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">141.55</cbc:TaxAmount></cac:TaxTotal>';
    const document = ublInvoiceWith(
      ['<cac:TaxTotal>', `${inKroner}<cac:TaxTotal>`],
      ['<cbc:BuyerReference>', '<cbc:TaxCurrencyCode>DKK</cbc:TaxCurrencyCode><cbc:BuyerReference>'],
    );
    expect(rulesOf(document)).toEqual([]);
    expect(readInvoice(document)).toMatchObject({ taxCurrency: 'DKK', taxTotals: [{ currency: 'DKK' }, {}] });
    expect(readInvoice(document).taxes[0]?.total).toBe(1);
    expect(rulesOf(document.replace('141.55', '141.555'))).toEqual(['BR-DEC-15 WARNING']);
  });

  test('two totals in one currency, or none, leave the total with tax open', () => {
    const another = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount></cac:TaxTotal>';
    expect(rulesOf(ublInvoiceWith(['<cac:TaxTotal>', `${another}<cac:TaxTotal>`]))).toEqual(['BR-CO-15 ERROR']);
    expect(rulesOf(ublInvoiceWith([taxTotal, taxTotal.replace('EUR', 'USD')]))).toEqual(['BR-CO-15 WARNING']);
  });

  test.each([
    ['19', '100.00', '19.99', []],
    ['19', '100.00', '20.00', ['BR-CO-17 WARNING']],
    ['19', '-100.00', '-18.01', []],
    ['19', '100.00', '18.00', ['BR-CO-17 WARNING']],
    ['0', '100.00', '0.00', []],
    ['0', '100.00', '0.50', ['BR-CO-17 WARNING']],
    ['5.5', '-2141.19', '-117.77', []],
    ['2.1', '2141.19', '43.91', ['BR-CO-17 WARNING']],
  ])('%s %% of %s is %s', (rate, base, tax, rules) => {
    const document = ublInvoice
      .replace('<cbc:ID>S</cbc:ID><cbc:Percent>19<', `<cbc:ID>S</cbc:ID><cbc:Percent>${rate}<`)
      .replace('>100.00</cbc:TaxableAmount>', `>${base}</cbc:TaxableAmount>`)
      .replaceAll('>19.00</cbc:TaxAmount>', `>${tax}</cbc:TaxAmount>`);
    expect(rulesOf(document).filter(rule => rule.startsWith('BR-CO-17'))).toEqual(rules);
  });

  test('a tax that is not VAT has no rate that EN 16931 could check', () => {
    const gst = ublInvoiceWith([
      '</cbc:Percent><cac:TaxScheme><cbc:ID>VAT<',
      '</cbc:Percent><cac:TaxScheme><cbc:ID>GST<',
    ]);
    expect(rulesOf(gst)).toEqual(['BR-CO-17 WARNING']);
  });

  test('the binding to CII takes a difference of 1.00, and no total of tax where nothing was added', () => {
    const breakdown = '<ram:CalculatedAmount>19.95';
    const ofRate = (document: string) => rulesOf(document).filter(rule => rule.startsWith('BR-CO-17'));
    expect(ofRate(ciiInvoiceWith([breakdown, '<ram:CalculatedAmount>20.95']))).toEqual([]);
    expect(ofRate(ciiInvoiceWith([breakdown, '<ram:CalculatedAmount>20.96']))).toEqual(['BR-CO-17 WARNING']);
    const untaxed = ciiInvoiceWith(
      ['<ram:TaxTotalAmount currencyID="EUR">19.95</ram:TaxTotalAmount>', ''],
      ['<ram:GrandTotalAmount>124.95', '<ram:GrandTotalAmount>105.00'],
      ['<ram:DuePayableAmount>100.00', '<ram:DuePayableAmount>80.05'],
    );
    expect(rulesOf(untaxed)).toEqual([]);
  });
});

describe('when an amount is due', () => {
  const dueDate = '<cbc:DueDate>2026-05-01</cbc:DueDate>';
  const terms = '<cac:PaymentTerms><cbc:Note>60 days net</cbc:Note></cac:PaymentTerms>';

  test('a due date or terms must say', () => {
    expect(rulesOf(ublInvoiceWith([dueDate, '']))).toEqual([]);
    expect(rulesOf(ublInvoiceWith([terms, '']))).toEqual([]);
    expect(rulesOf(ublInvoiceWith([dueDate, ''], [terms, '']))).toEqual(['BR-CO-25 WARNING']);
  });

  test('but not of a credit note, nor where nothing is due', () => {
    const silent = [[dueDate, ''] as const, [terms, ''] as const];
    expect(rulesOf(ublInvoiceWith(...silent, ['>380<', '>381<']))).toEqual([]);
    const paid = ublInvoiceWith(...silent, [
      payable,
      `${total('PrepaidAmount', '119.00')}${total('PayableAmount', '0')}`,
    ]);
    expect(rulesOf(paid)).toEqual([]);
  });
});

describe('decimals', () => {
  test('each rule is named once, with the first place and how many more there are', () => {
    const line = `<cac:InvoiceLine>${total('LineExtensionAmount', '0.001')}</cac:InvoiceLine>`;
    const { problems } = readInvoice(ublInvoiceWith(['</Invoice>', `${line.repeat(500)}</Invoice>`]));
    expect(problems).toMatchObject([
      { code: 'BR-CO-10' },
      {
        code: 'BR-DEC-23',
        path: '/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount',
        message: '"0.001" has more than the 2 decimals that EN 16931 allows. So it is with 499 more.',
        severity: 'WARNING',
      },
    ]);
  });

  test.each([
    ['BR-DEC-01', '<cbc:DueDate>', 'false', 'Amount', 'cac:AllowanceCharge'],
    ['BR-DEC-02', '<cbc:DueDate>', 'false', 'BaseAmount', 'cac:AllowanceCharge'],
    ['BR-DEC-05', '<cbc:DueDate>', 'true', 'Amount', 'cac:AllowanceCharge'],
    ['BR-DEC-06', '<cbc:DueDate>', '1', 'BaseAmount', 'cac:AllowanceCharge'],
    ['BR-DEC-24', '<cac:Item>', 'false', 'Amount', 'cac:InvoiceLine/cac:AllowanceCharge'],
    ['BR-DEC-25', '<cac:Item>', '0', 'BaseAmount', 'cac:InvoiceLine/cac:AllowanceCharge'],
    ['BR-DEC-27', '<cac:Item>', 'true', 'Amount', 'cac:InvoiceLine/cac:AllowanceCharge'],
    ['BR-DEC-28', '<cac:Item>', 'true', 'BaseAmount', 'cac:InvoiceLine/cac:AllowanceCharge'],
  ])('%s', (rule, before, charge, name, place) => {
    const one = `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator>${total(name, '0.000')}</cac:AllowanceCharge>`;
    expect(problemsOf(read(ublInvoiceWith([before, `${one}${before}`])))).toContain(
      `${rule} /Invoice/${place}/cbc:${name}`,
    );
  });

  test('of a currency with three are more than EN 16931 allows, and add up to the third', () => {
    const inDinars = ublInvoice
      .replaceAll('"EUR"', '"KWD"')
      .replace('>EUR<', '>KWD<')
      .replace('>119.00</cbc:TaxInc', '>119.005</cbc:TaxInc')
      .replace('>119.00</cbc:Pay', '>119.005</cbc:Pay')
      .replaceAll('>19.00</cbc:TaxAmount>', '>19.005</cbc:TaxAmount>');
    expect(rulesOf(inDinars)).toEqual([
      'BR-DEC-14 WARNING',
      'BR-DEC-18 WARNING',
      'BR-DEC-13 WARNING',
      'BR-DEC-20 WARNING',
    ]);
    expect(rulesOf(inDinars.replace('>119.005</cbc:TaxInc', '>119.006</cbc:TaxInc'))).toContain('BR-CO-15 ERROR');
  });
});

describe('rules that a profile cannot meet do not run', () => {
  /** The sample as the profile has it: totals alone, one of which does not follow from the others. */
  function ofProfile(profile: string): string {
    return ciiInvoiceWith(
      ['urn:cen.eu:en16931:2017', profile],
      ['<ram:LineTotalAmount>100.00</ram:LineTotalAmount>\n        <ram:Charge', '<ram:Charge'],
    )
      .replace(/<ram:IncludedSupplyChainTradeLineItem>[\s\S]*<\/ram:IncludedSupplyChainTradeLineItem>/, '')
      .replace(/<ram:ApplicableTradeTax>[\s\S]*?<\/ram:ApplicableTradeTax>/, '')
      .replace(/<ram:SpecifiedTradeAllowanceCharge>[\s\S]*?<\/ram:SpecifiedTradeAllowanceCharge>/, '')
      .replace(/<ram:SpecifiedTradePaymentTerms>[\s\S]*<\/ram:SpecifiedTradePaymentTerms>/, '')
      .replace('<ram:DuePayableAmount>100.00', '<ram:DuePayableAmount>90.00');
  }

  test.each([
    ['urn:factur-x.eu:1p0:minimum', []],
    ['urn:zugferd.de:2p0:minimum', []],
    ['urn:factur-x.eu:1p0:basicwl', ['BR-CO-12 WARNING', 'BR-CO-13 WARNING', 'BR-CO-16 ERROR', 'BR-CO-25 WARNING']],
    [
      'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
      ['BR-CO-10 WARNING', 'BR-CO-12 WARNING', 'BR-CO-13 WARNING', 'BR-CO-16 ERROR', 'BR-CO-25 WARNING'],
    ],
  ])('%s', (profile, rules) => {
    expect(rulesOf(ofProfile(profile))).toEqual(rules);
  });

  test('what the profile does have is checked', () => {
    const document = ofProfile('urn:factur-x.eu:1p0:minimum');
    expect(rulesOf(document.replace('<ram:GrandTotalAmount>124.95', '<ram:GrandTotalAmount>124.94'))).toEqual([
      'BR-CO-15 ERROR',
    ]);
  });
});
