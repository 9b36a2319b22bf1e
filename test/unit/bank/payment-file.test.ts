import { type PaymentOrder, readPaymentFile, writePaymentFile } from '../../../server/bank/index.js';
import { localDate } from '../../../server/platform/local-date.js';

const creditor = { name: 'Weberei Müller & Söhne', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', address: null };
const order: PaymentOrder = {
  messageId: 'M01',
  createdAt: new Date('2031-03-05T09:30:00Z'),
  debtor: { name: 'Groupe Hôtelier Lumière', iban: 'FR7630006000011234567890189', bic: null, address: null },
  executionDate: localDate('2031-03-06'),
  currency: 'EUR',
  format: 'PAIN_001_001_09',
  instructions: [
    { endToEndId: 'B', creditor, amountMinor: 12_34n, remittance: null },
    { endToEndId: 'A', creditor: { ...creditor, bic: null }, amountMinor: 100_000_00n, remittance: 'Nº 7 <"&">' },
  ],
};

test('an order is a pain.001.001.09 of SEPA credit transfers', () => {
  expect(writePaymentFile(order).replaceAll('><', '>\n<')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
<CstmrCdtTrfInitn>
<GrpHdr>
<MsgId>M01</MsgId>
<CreDtTm>2031-03-05T09:30:00Z</CreDtTm>
<NbOfTxs>2</NbOfTxs>
<CtrlSum>100012.34</CtrlSum>
<InitgPty>
<Nm>Groupe Hotelier Lumiere</Nm>
</InitgPty>
</GrpHdr>
<PmtInf>
<PmtInfId>M01</PmtInfId>
<PmtMtd>TRF</PmtMtd>
<NbOfTxs>2</NbOfTxs>
<CtrlSum>100012.34</CtrlSum>
<PmtTpInf>
<SvcLvl>
<Cd>SEPA</Cd>
</SvcLvl>
</PmtTpInf>
<ReqdExctnDt>
<Dt>2031-03-06</Dt>
</ReqdExctnDt>
<Dbtr>
<Nm>Groupe Hotelier Lumiere</Nm>
</Dbtr>
<DbtrAcct>
<Id>
<IBAN>FR7630006000011234567890189</IBAN>
</Id>
</DbtrAcct>
<DbtrAgt>
<FinInstnId>
<Othr>
<Id>NOTPROVIDED</Id>
</Othr>
</FinInstnId>
</DbtrAgt>
<ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf>
<PmtId>
<EndToEndId>A</EndToEndId>
</PmtId>
<Amt>
<InstdAmt Ccy="EUR">100000.00</InstdAmt>
</Amt>
<Cdtr>
<Nm>Weberei Muller + Sohne</Nm>
</Cdtr>
<CdtrAcct>
<Id>
<IBAN>DE89370400440532013000</IBAN>
</Id>
</CdtrAcct>
<RmtInf>
<Ustrd>N. 7 ..+..</Ustrd>
</RmtInf>
</CdtTrfTxInf>
<CdtTrfTxInf>
<PmtId>
<EndToEndId>B</EndToEndId>
</PmtId>
<Amt>
<InstdAmt Ccy="EUR">12.34</InstdAmt>
</Amt>
<CdtrAgt>
<FinInstnId>
<BICFI>COBADEFFXXX</BICFI>
</FinInstnId>
</CdtrAgt>
<Cdtr>
<Nm>Weberei Muller + Sohne</Nm>
</Cdtr>
<CdtrAcct>
<Id>
<IBAN>DE89370400440532013000</IBAN>
</Id>
</CdtrAcct>
</CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn>
</Document>
`);
});

test('the same order gives the same bytes whatever the order of its instructions, and is read back', () => {
  const body = writePaymentFile(order);
  expect(writePaymentFile({ ...order, instructions: [...order.instructions].reverse() })).toBe(body);
  const read = readPaymentFile(body);
  expect(read).toMatchObject({
    messageId: 'M01',
    createdAt: order.createdAt,
    executionDate: '2031-03-06',
    currency: 'EUR',
  });
  expect(read.instructions.map(({ endToEndId, amountMinor }) => [endToEndId, amountMinor])).toEqual([
    ['A', 100_000_00n],
    ['B', 12_34n],
  ]);
});

test('yen have no decimals, and go by no SEPA', () => {
  const body = writePaymentFile({ ...order, currency: 'JPY', instructions: [order.instructions[0]!] });
  expect(body).toContain('<InstdAmt Ccy="JPY">1234</InstdAmt>');
  expect(body).toContain('<ChrgBr>SHAR</ChrgBr>');
  expect(body).not.toContain('SEPA');
});

test.each([
  ['an account outside of it', { creditor: { ...creditor, iban: 'AE070331234567890123456' } }],
  ['more than it takes', { amountMinor: 1_000_000_000_00n }],
])('%s goes by no SEPA, in euros as well', (_, change) => {
  const [instruction] = order.instructions;
  const body = writePaymentFile({ ...order, instructions: [{ ...instruction!, ...change }] });
  expect(body).toContain('<ChrgBr>SHAR</ChrgBr>');
  expect(body).not.toContain('SEPA');
});

test('the message of 2009 does not name a bank by a BIC that it does not take', () => {
  const named = (bic: string, format: PaymentOrder['format']) =>
    writePaymentFile({
      ...order,
      format,
      instructions: [{ ...order.instructions[0]!, creditor: { ...creditor, bic } }],
    });
  for (const bic of ['COBADE1FXXX', 'COBADEFO']) {
    expect(named(bic, 'PAIN_001_001_09')).toContain(`<BICFI>${bic}</BICFI>`);
    expect(named(bic, 'PAIN_001_001_03')).not.toContain(bic);
  }
});

test.each([
  [
    'an amount that was changed',
    '<InstdAmt Ccy="EUR">12.34<',
    '<InstdAmt Ccy="EUR">12.35<',
    'does not hold what it says',
  ],
  ['another currency', '<InstdAmt Ccy="EUR">12.34<', '<InstdAmt Ccy="USD">12.34<', 'not in the file’s currency'],
  ['a count that is wrong', '<NbOfTxs>2<', '<NbOfTxs>3<', 'does not hold what it says'],
  ['another message', 'CstmrCdtTrfInitn>', 'CstmrPmtStsRpt>', 'no file of instructions'],
])('%s is a fault', (_, from, to, fault) => {
  expect(() => readPaymentFile(writePaymentFile(order).replaceAll(from, to))).toThrow(fault);
});

describe('addresses', () => {
  const structured = {
    street: 'Königstraße',
    buildingNumber: '12 b',
    postCode: '70173',
    town: 'Stuttgart',
    country: 'DE',
    lines: [],
  };
  const hybrid = {
    street: null,
    buildingNumber: null,
    postCode: null,
    town: 'Lyon',
    country: 'FR',
    lines: ['Zone industrielle nord', 'Bâtiment C'],
  };
  const written = (format: PaymentOrder['format']) =>
    writePaymentFile({
      ...order,
      format,
      debtor: { ...order.debtor, address: hybrid },
      instructions: [{ ...order.instructions[0]!, creditor: { ...creditor, address: structured } }],
    });

  test.each(['PAIN_001_001_09', 'PAIN_001_001_03'] as const)(
    'stand in a %s, town and country by themselves',
    format => {
      const body = written(format);
      expect(body).toContain(
        '<Dbtr><Nm>Groupe Hotelier Lumiere</Nm><PstlAdr><TwnNm>Lyon</TwnNm><Ctry>FR</Ctry>' +
          '<AdrLine>Zone industrielle nord</AdrLine><AdrLine>Batiment C</AdrLine></PstlAdr></Dbtr>',
      );
      expect(body).toContain(
        '<PstlAdr><StrtNm>Konigstrase</StrtNm><BldgNb>12 b</BldgNb><PstCd>70173</PstCd>' +
          '<TwnNm>Stuttgart</TwnNm><Ctry>DE</Ctry></PstlAdr></Cdtr>',
      );
      const read = readPaymentFile(body);
      expect(read.format).toBe(format);
      expect(read.executionDate).toBe('2031-03-06');
      expect(read.debtor.address).toEqual({ ...hybrid, lines: ['Zone industrielle nord', 'Batiment C'] });
      expect(read.instructions[0]!.creditor).toMatchObject({
        bic: 'COBADEFFXXX',
        address: { ...structured, street: 'Konigstrase' },
      });
    },
  );

  test('a bank that still asks for the message of 2009 gets its day and its BIC as that has them', () => {
    const body = written('PAIN_001_001_03');
    expect(body).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.03');
    expect(body).toContain('<ReqdExctnDt>2031-03-06</ReqdExctnDt>');
    expect(body).toContain('<BIC>COBADEFFXXX</BIC>');
    expect(body).not.toContain('BICFI');
  });
});
