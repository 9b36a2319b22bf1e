import { readBankFile } from '../../../server/bank/index.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');

/** A statement of one entry that holds two transfers, and one that came back; nothing in any order that a schema asks. */
const statement = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
  <GrpHdr><MsgId> STMT-1 </MsgId><CreDtTm>2031-03-06T18:00:00Z</CreDtTm></GrpHdr>
  <Stmt>
    <Id>2031-45</Id><ElctrncSeqNb>45</ElctrncSeqNb>
    <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2031-03-06</Dt></Dt></Bal>
    <Ntry>
      <Amt Ccy="EUR">150.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
      <BookgDt><Dt>2031-03-06</Dt></BookgDt><ValDt><DtTm>2031-03-06T00:00:00</DtTm></ValDt>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
      <NtryDtls>
        <TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">100.00</Amt>
          <RltdPties><Cdtr><Pty><Nm>Weberei Müller</Nm></Pty></Cdtr></RltdPties>
          <RmtInf><Ustrd>Invoice 7</Ustrd><Ustrd>and 8</Ustrd></RmtInf></TxDtls>
        <TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">50.00</Amt></TxAmt></AmtDtls></TxDtls>
      </NtryDtls>
    </Ntry>
    <Ntry>
      <Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>1</RvslInd><Sts>BOOK</Sts>
      <NtryDtls><TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>
    </Ntry>
  </Stmt>
</BkToCstmrStmt></Document>`;

test('a statement is read entry by entry, transfer by transfer', () => {
  const report = readBankFile(bytes(statement));
  expect(report).toMatchObject({
    message: 'camt.053',
    version: 'camt.053.001.08',
    messageId: 'STMT-1',
    createdAt: '2031-03-06T18:00:00Z',
    statements: [
      {
        id: '2031-45',
        sequence: '45',
        account: 'DE89370400440532013000',
        currency: 'EUR',
        balances: [{ code: 'CLBD', amount: '12.50', currency: 'EUR', side: 'DBIT', date: '2031-03-06' }],
        entries: [
          {
            amount: '150.00',
            side: 'DBIT',
            reversal: null,
            status: 'BOOK',
            bookedOn: '2031-03-06',
            valueOn: '2031-03-06T00:00:00',
            transactionCode: 'PMNT/ICDT/ESCT',
            transactions: [
              { endToEndId: 'E1', amount: '100.00', creditor: 'Weberei Müller', remittance: 'Invoice 7 and 8' },
              { endToEndId: 'E2', amount: '50.00', creditor: null, remittance: null },
            ],
          },
          { side: 'CRDT', reversal: true, status: 'BOOK', transactions: [{ endToEndId: 'E2', returnReason: 'AC04' }] },
        ],
      },
    ],
  });
});

test('a status report is read, with its reasons', () => {
  const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>S1</MsgId></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>
      <TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf></TxInfAndSts>
    </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
  expect(readBankFile(bytes(text))).toMatchObject({
    message: 'pain.002',
    originalMessageId: 'M1',
    groupStatus: 'PART',
    payments: [
      {
        paymentInformationId: 'P1',
        transactions: [{ endToEndId: 'E1', status: 'RJCT', reasons: [{ code: 'AC04', info: 'account closed' }] }],
      },
    ],
  });
});

test.each([
  ['a truncated file', bytes(statement.slice(0, 900)), 'XML_MALFORMED', /^line \d+, column \d+$/],
  ['another encoding than it says', Buffer.from(statement, 'latin1'), 'ENCODING_INVALID', /^\/$/],
  ['another message', bytes('<Document><CstmrPmtCxlReq/></Document>'), 'MESSAGE_UNSUPPORTED', /^\/$/],
  ['a document type', bytes(`<!DOCTYPE x>${statement.slice(39)}`), 'DOCTYPE_REFUSED', /^line 1/],
  ['nothing', bytes(''), 'XML_MALFORMED', /^line 1, column 1$/],
])('%s is one problem, with its place', (_, file, code, path) => {
  expect(readBankFile(file)).toEqual({
    problem: { code, path: expect.stringMatching(path), message: expect.any(String) },
  });
});
