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

const body = statement.slice(statement.indexOf('<Document'));
const header =
  '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>';

test.each([
  ['in an envelope with a header', `<BizMsgEnvlp xmlns="urn:swift:xsd:envelope">${header}${body}</BizMsgEnvlp>`],
  [
    'deeper in another',
    `<s:Envelope xmlns:s="x"><s:Body><m><Payload>${header}${body}</Payload></m></s:Body></s:Envelope>`,
  ],
  ['under a prefix', statement.replace(/<(\/?)(?=[A-Z])/g, '<$1d:').replace('xmlns=', 'xmlns:d=')],
  ['after a byte order mark', `\uFEFF${statement}`],
  ['after empty lines', `\n\n${statement}`],
])('a message is found %s', (_, text) => {
  expect(readBankFile(bytes(text))).toEqual(readBankFile(bytes(statement)));
});

test('a message of another kind is not read for what it carries', () => {
  const carried =
    '<Document><CstmrPmtCxlReq><SplmtryData><Envlp><CstmrPmtStsRpt/></Envlp></SplmtryData></CstmrPmtCxlReq></Document>';
  expect(readBankFile(bytes(carried))).toMatchObject({
    problem: { message: expect.stringContaining('CstmrPmtCxlReq') },
  });
});

test('a transaction tells its side, its code, the documents it names, and that it is a return', () => {
  const details = `<TxDtls><CdtDbtInd>CRDT</CdtDbtInd><BkTxCd><Prtry><Cd>166</Cd></Prtry></BkTxCd>
    <RmtInf><Strd><RfrdDocInf><Nb>R-7</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf>
    <AddtlRmtInf>less 2 %</AddtlRmtInf></Strd></RmtInf><RtrInf><AddtlInf>refused</AddtlInf></RtrInf><AddtlTxInf>more</AddtlTxInf></TxDtls>`;
  const text = statement.replace(
    /<NtryDtls>[^]*?<\/NtryDtls>/,
    `<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>${details}</NtryDtls>`,
  );
  expect(readBankFile(bytes(text))).toMatchObject({
    statements: [
      {
        entries: [
          {
            unlisted: 2,
            transactions: [
              {
                side: 'CRDT',
                transactionCode: '166',
                references: ['RF18539007547034'],
                documents: ['R-7', 'less 2 %'],
                additionalInfo: 'more',
                isReturn: true,
                returnReason: null,
                returnInfo: 'refused',
              },
            ],
          },
          { unlisted: 0, transactions: [{ side: null, documents: [], isReturn: true }] },
        ],
      },
    ],
  });
});

test('before version 3 the transactions of a status report stand by themselves', () => {
  const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.02"><pain.002.001.02>
    <GrpHdr><MsgId>S1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId></OrgnlGrpInfAndSts>
    <TxInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>
    </pain.002.001.02></Document>`;
  expect(readBankFile(bytes(text))).toMatchObject({
    message: 'pain.002',
    version: 'pain.002.001.02',
    payments: [{ paymentInformationId: 'P1', status: null, transactions: [{ endToEndId: 'E1', status: 'RJCT' }] }],
  });
});

test.each([
  ['a truncated file', bytes(statement.slice(0, 900)), 'XML_MALFORMED', /^line \d+, column \d+$/],
  ['another encoding than it says', Buffer.from(statement, 'latin1'), 'ENCODING_INVALID', /^\/$/],
  ['another message', bytes('<Document><CstmrPmtCxlReq/></Document>'), 'MESSAGE_UNSUPPORTED', /^\/$/],
  ['a document type', bytes(`<!DOCTYPE x>${statement.slice(39)}`), 'DOCTYPE_REFUSED', /^line 1/],
  [
    'several messages',
    bytes('<E><Document><CstmrPmtStsRpt/></Document><Document><CstmrPmtStsRpt/></Document></E>'),
    'MESSAGE_UNSUPPORTED',
    /^\/$/,
  ],
  ['a ZIP archive', Buffer.from('504b0304ff00', 'hex'), 'ARCHIVE_UNSUPPORTED', /^\/$/],
  ['a GZIP archive', Buffer.from('1f8b0800', 'hex'), 'ARCHIVE_UNSUPPORTED', /^\/$/],
  ['nothing', bytes(''), 'XML_MALFORMED', /^line 1, column 1$/],
])('%s is one problem, with its place', (_, file, code, path) => {
  expect(readBankFile(file)).toEqual({
    problem: { code, path: expect.stringMatching(path), message: expect.any(String) },
  });
});
