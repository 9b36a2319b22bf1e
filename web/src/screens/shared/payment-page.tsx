import { Link, useParams } from '@tanstack/react-router';
import { PaymentDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { ExportLink } from '../../parts/export-link.js';
import { Facts } from '../../parts/facts.js';
import { InvoiceLink, Party } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Day, Instant } from '../../parts/time.js';
import { useTexts } from '../../texts/index.js';
import type { PaymentPageNode } from '../nodes.js';

/** A payment with its remittance: what its payer and its payee book it by, fit to be printed. */
export function PaymentPage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(PaymentDocument, { id });
  return (
    <NodePage live={live} kind="Payment">
      {payment => (
        <Page
          title={t('paymentPage.title', { reference: payment.endToEndId })}
          lead={<StateBadge machine="payment" state={payment.state} />}
        >
          <Section title={t('paymentPage.facts')}>
            <PaymentFacts payment={payment} />
          </Section>
          {payment.remittance && (
            <Section title={t('remittance.title')}>
              <Remittance remittance={payment.remittance} />
              <div className="actions">
                <ExportLink list="remittances" parameters={{ paymentId: payment.id }} />
                <button type="button" onClick={() => window.print()}>
                  {t('remittance.print')}
                </button>
              </div>
            </Section>
          )}
        </Page>
      )}
    </NodePage>
  );
}

function PaymentFacts({ payment }: { payment: PaymentPageNode }) {
  const t = useTexts();
  const { financing, invoice, feeBill, heldReason, collectedUnder } = payment;
  return (
    <Facts
      rows={[
        [t('payment.kind'), t(`paymentKind.${payment.kind}`)],
        [t('payment.amount'), <Amount key="amount" value={payment.amount} />],
        [t('payment.dueOn'), <Day key="due" value={payment.dueOn} />],
        [
          t('paymentPage.collectionDate'),
          payment.collectionDate && <Day key="collected" value={payment.collectionDate} />,
        ],
        [t('payment.payer'), <Party key="payer" party={payment.payer} />],
        [t('payment.payee'), <Party key="payee" party={payment.payee} />],
        [t('paymentPage.instructedAt'), payment.instructedAt && <Instant key="sent" value={payment.instructedAt} />],
        [t('payment.settledOn'), payment.settledOn && <Day key="settled" value={payment.settledOn} />],
        [t('paymentPage.creditedOn'), payment.creditedOn && <Day key="credited" value={payment.creditedOn} />],
        [t('payment.failure'), payment.failureReason],
        [t('paymentPage.held'), heldReason && t(`heldPayment.${heldReason}` as 'heldPayment.FINANCING_AGREED')],
        [
          t('payment.mandate'),
          collectedUnder && (
            <Link key="mandate" to="/mandates">
              {t('payment.collectedUnder', { reference: collectedUnder.reference })}
            </Link>
          ),
        ],
        [t('mandate.creditorIdentifier'), collectedUnder?.creditorIdentifier],
        [t('paymentPage.attempt'), payment.attempt > 1 && payment.attempt],
        [t('invoice.number'), invoice && <InvoiceLink key="invoice" invoice={invoice} />],
        [
          t('feeBill.number'),
          feeBill && (
            <Link key="bill" to="/fee-bills/$id" params={{ id: feeBill.id }}>
              {feeBill.number}
            </Link>
          ),
        ],
        [
          t('financing.one'),
          financing && (
            <Link key="financing" to="/financings/$id" params={{ id: financing.id }}>
              {t('paymentPage.financing')}
            </Link>
          ),
        ],
      ]}
    />
  );
}

/** Amounts that are nothing are left out, but those from which and to which it is counted. */
function Remittance({ remittance }: { remittance: NonNullable<PaymentPageNode['remittance']> }) {
  const t = useTexts();
  const parts = ['reserve', 'discount', 'fees', 'interest', 'adjustment'] as const;
  const isNothing = (amount: string) => /^-?0(\.0+)?$/.test(amount);
  return (
    <>
      <Facts
        rows={[
          [t('remittance.payerIban'), remittance.payerIban],
          [t('remittance.payeeHolder'), remittance.payeeHolderName],
          [t('remittance.payeeIban'), remittance.payeeIban],
          [t('invoice.number'), remittance.invoiceNumber],
          [t('feeBill.number'), remittance.billNumber],
          [t('remittance.order'), remittance.orderReference],
          [t('payment.reference'), remittance.reference],
          [t('remittance.file'), remittance.fileReference],
          [t('remittance.valueDate'), <Day key="value" value={remittance.valueDate} />],
        ]}
      />
      <Facts
        rows={[
          [t('remittance.approved'), <Amount key="approved" value={remittance.approved} />],
          ...parts
            .filter(part => !isNothing(remittance[part].amount))
            .map(part => [t(`remittance.${part}`), <Amount key={part} value={remittance[part]} />] as const),
          [t('remittance.net'), <Amount key="net" value={remittance.net} />],
          [t('remittance.platformFee'), remittance.platformFee && <Amount key="fee" value={remittance.platformFee} />],
        ]}
      />
    </>
  );
}
