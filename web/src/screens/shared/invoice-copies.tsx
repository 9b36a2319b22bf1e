import { createContext, useContext } from 'react';
import { Amount } from '../../parts/amount.js';
import { DocumentProblemText } from '../../parts/document-problem.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Day, Instant } from '../../parts/time.js';
import { percentText } from '../../lib/decimal-text.js';
import { dayText } from '../../lib/market-time.js';
import { useTexts } from '../../texts/index.js';
import type { InvoiceNode } from '../nodes.js';

type Copy = InvoiceNode['copies'][number];
type Content = Copy['content'];
type PartyContent = Content['seller'];

/** The document in which amounts are written; undefined where the viewer does not have it. */
const DocumentContext = createContext<string | undefined>(undefined);

/** The documents themselves, one of each side, as they were read. */
export function Copies({ copies }: { copies: readonly Copy[] }) {
  const t = useTexts();
  return copies.map(copy => (
    <Section key={copy.side} title={t(`side.${copy.side}`)}>
      <Original copy={copy} />
      <Facts
        rows={[
          [t('invoice.number'), copy.number],
          [t('invoice.issued'), <Day key="issued" value={copy.issueDate} />],
          [t('invoice.dueWritten'), <Day key="due" value={copy.dueDate} />],
          [t('invoice.payable'), <Amount key="payable" value={copy.payable} />],
          [t('copies.dueDates'), copy.content.dueDates.length > 1 && copy.content.dueDates.map(dayText).join(', ')],
          [t('copies.terms'), copy.content.paymentTerms],
          [t('copies.order'), copy.content.orderReference],
          [t('copies.iban'), copy.content.accounts.length < 2 && copy.content.iban],
          [t('copies.note'), copy.content.note],
        ]}
      />
      <div className="columns">
        <PartyOf title={t('copies.seller')} party={copy.content.seller} />
        <PartyOf title={t('copies.buyer')} party={copy.content.buyer} />
        {copy.content.payee && <PartyOf title={t('copies.payee')} party={copy.content.payee} />}
      </div>
      {copy.content.accounts.length > 1 && <Accounts accounts={copy.content.accounts} />}
      <DocumentContext value={copy.document?.id}>
        <Lines content={copy.content} currency={copy.payable.currency} />
      </DocumentContext>
      {copy.content.problems.length > 0 && (
        <ul>
          {copy.content.problems.map(({ code, path, message }) => (
            <li key={`${code} ${path}`}>
              <DocumentProblemText code={code} message={message} /> <span className="hint">({path})</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  ));
}

function Original({ copy: { document, receivedAt } }: { copy: Copy }) {
  const t = useTexts();
  return (
    <p>
      {document ? <a href={document.href}>{t('copies.open', { name: document.name })}</a> : t('copies.closed')}{' '}
      <span className="hint">
        {document?.format} {t('copies.received')} <Instant value={receivedAt} />
      </span>
    </p>
  );
}

function PartyOf({ title, party }: { title: string; party: PartyContent }) {
  const t = useTexts();
  return (
    <div>
      <h3>{title}</h3>
      <Facts
        rows={[
          [t('organization.name'), party.name],
          [t('organization.taxId'), party.vatId],
          [t('organization.registration'), party.legalId],
          [t('copies.address'), party.address],
          [t('organization.country'), party.country],
        ]}
      />
    </div>
  );
}

function Accounts({ accounts }: { accounts: Content['accounts'] }) {
  const t = useTexts();
  return (
    <Table
      caption={t('copies.accounts')}
      rows={accounts}
      rowKey={(account, index) => `${index} ${account.number}`}
      empty=""
      columns={[
        { head: t('copies.account'), cell: ({ number }) => number },
        { head: t('copies.holder'), cell: ({ holderName }) => holderName },
        { head: t('copies.bic'), cell: ({ bic }) => bic },
        { head: t('copies.means'), cell: ({ meansCode }) => meansCode },
      ]}
    />
  );
}

function Lines({ content, currency }: { content: Content; currency: string }) {
  const t = useTexts();
  return (
    <>
      <Table
        caption={t('copies.lines')}
        rows={content.lines}
        rowKey={(line, index) => `${index} ${line.id}`}
        empty={t('copies.noLines')}
        columns={[
          { head: t('copies.line'), cell: ({ id }, index) => id ?? index + 1 },
          { head: t('copies.description'), cell: ({ description }) => description },
          {
            head: t('copies.quantity'),
            cell: ({ quantity, unit }) => [quantity, unit].filter(Boolean).join(' '),
            figures: true,
          },
          {
            head: t('copies.unitPrice'),
            cell: ({ unitPrice }) => <Written text={unitPrice} currency={currency} />,
            figures: true,
          },
          { head: t('copies.tax'), cell: ({ taxCategory, taxRate }) => taxText(taxCategory, taxRate), figures: true },
          {
            head: t('copies.net'),
            cell: ({ netAmount }) => <Written text={netAmount} currency={currency} />,
            figures: true,
          },
        ]}
      />
      {content.taxes.length > 0 && (
        <Table
          caption={t('copies.taxes')}
          rows={content.taxes}
          rowKey={(tax, index) => `${index} ${tax.category}`}
          empty=""
          columns={[
            { head: t('copies.tax'), cell: ({ category, rate }) => taxText(category, rate) },
            {
              head: t('copies.taxable'),
              cell: ({ taxableAmount }) => <Written text={taxableAmount} currency={currency} />,
              figures: true,
            },
            {
              head: t('copies.taxAmount'),
              cell: ({ taxAmount }) => <Written text={taxAmount} currency={currency} />,
              figures: true,
            },
            { head: t('copies.reason'), cell: ({ reason }) => reason },
          ]}
        />
      )}
      {content.allowancesAndCharges.length > 0 && (
        <Table
          caption={t('copies.allowances')}
          rows={content.allowancesAndCharges}
          rowKey={(one, index) => `${index} ${one.amount}`}
          empty=""
          columns={[
            { head: t('copies.description'), cell: ({ reason }) => reason, names: true },
            { head: t('copies.kind'), cell: ({ charge }) => t(charge ? 'copies.charge' : 'copies.allowance') },
            {
              head: t('copies.base'),
              cell: ({ baseAmount }) => <Written text={baseAmount} currency={currency} />,
              figures: true,
            },
            {
              head: t('copies.percentage'),
              cell: ({ percentage }) => percentage && percentText(percentage),
              figures: true,
            },
            {
              head: t('copies.amount'),
              cell: ({ amount }) => <Written text={amount} currency={currency} />,
              figures: true,
            },
          ]}
        />
      )}
      <Facts
        rows={[
          [
            t('copies.lineTotal'),
            content.lineTotal && <Written key="lines" text={content.lineTotal} currency={currency} />,
          ],
          [
            t('copies.taxTotal'),
            content.taxTotal && <Written key="taxes" text={content.taxTotal} currency={currency} />,
          ],
          [
            t('copies.taxElsewhere'),
            content.taxCurrency && (
              <Written key="elsewhere" text={content.taxTotalInTaxCurrency} currency={content.taxCurrency} />
            ),
          ],
          [
            t('copies.prepaid'),
            content.prepaid && <Written key="prepaid" text={content.prepaid} currency={currency} />,
          ],
        ]}
      />
    </>
  );
}

/** An amount as the document writes it; what is no plain decimal is shown as it stands. */
function Written({ text, currency }: { text: string | null; currency: string }) {
  const document = useContext(DocumentContext);
  if (text === null || !/^-?\d+(\.\d+)?$/.test(text)) return text;
  return <Amount value={{ amount: text, currency }} source="DOCUMENT" of={document} />;
}

function taxText(category: string | null, rate: string | null): string {
  return [category, rate && percentText(rate)].filter(Boolean).join(' ');
}
