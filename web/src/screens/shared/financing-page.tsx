import { Link, useParams } from '@tanstack/react-router';
import { FinancingDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { Amount, Rate } from '../../parts/amount.js';
import { StateBadge } from '../../parts/badge.js';
import { Facts } from '../../parts/facts.js';
import { InvoiceLink, Party, ProgrammeLink } from '../../parts/links.js';
import { NodePage } from '../../parts/node-page.js';
import { Page, Section } from '../../parts/page.js';
import { Day, Instant } from '../../parts/time.js';
import { Timeline } from '../../parts/timeline.js';
import { useTexts } from '../../texts/index.js';
import { Lateness } from './lateness.js';
import { useViewer } from '../../app/market.js';
import { ProposeOverride } from '../operator/propose-override.js';
import { PaymentsTable } from './payments-table.js';
import type { FinancingNode } from '../nodes.js';

/** A contract with its two legs: figures, payments, and what happened. */
export function FinancingPage() {
  const t = useTexts();
  const { id } = useParams({ strict: false }) as { id: string };
  const live = useLive(FinancingDocument, { id });
  return (
    <NodePage live={live} kind="Financing">
      {financing => (
        <Page title={titleOf(t, financing)} lead={<StateBadge machine="financing" state={financing.state} />}>
          <Failure financing={financing} />
          <Section title={t('financingPage.figures')}>
            <Figures financing={financing} />
            <CorrectFee financing={financing} />
            <p>
              <Link to="/ledger" search={{ financing: financing.id }}>
                {t('financingPage.ledger')}
              </Link>
            </p>
          </Section>
          <Section title={t('payments.title')}>
            <PaymentsTable
              caption={t('financingPage.payments')}
              file={{ list: 'financing-payments', parameters: { financing: financing.id } }}
              payments={financing.payments}
            />
          </Section>
          <Lateness
            late={financing.late}
            charges={financing.lateCharges}
            file={{ list: 'financing-late-charges', parameters: { financing: financing.id } }}
          />
          <Section title={t('timeline.title')}>
            <Timeline entries={financing.timeline} />
          </Section>
        </Page>
      )}
    </NodePage>
  );
}

function titleOf(t: ReturnType<typeof useTexts>, { invoice, id }: FinancingNode): string {
  return t('financingPage.title', { number: invoice?.number ?? id.slice(-6) });
}

function Failure({ financing: { failedBy, failureReason } }: { financing: FinancingNode }) {
  const t = useTexts();
  if (!failureReason && !failedBy) return null;
  const by = failedBy ? t(`financingPage.failedBy.${failedBy}` as 'financingPage.failedBy.BANK') : '–';
  return (
    <div className="notice bad">
      <p>{t('financingPage.failed', { by, reason: failureReason ?? '' })}</p>
    </div>
  );
}

function Figures({ financing }: { financing: FinancingNode }) {
  const t = useTexts();
  const { price, discount, repayment, platformFee, rateBps, priceKind, dayCount } = financing;
  const payer = t(`party.${financing.platformFeePayer}` as 'party.FUNDER');
  return (
    <Facts
      rows={[
        [t('financing.face'), <Amount key="face" value={financing.face} />],
        [t('financing.discount'), discount && <Amount key="discount" value={discount} />],
        [t('financing.price'), price && <Amount key="price" value={price} />],
        [t('financing.repayment'), repayment && <Amount key="repayment" value={repayment} />],
        [t('quote.platformFee', { payer }), platformFee && <Amount key="fee" value={platformFee} />],
        [t('bid.rate'), rateBps && <Rate key="rate" bps={rateBps} />],
        [t('bid.priceKind'), priceKind && t(`priceKind.${priceKind}`)],
        [t('bid.dayCount'), dayCount && t(`dayCount.${dayCount}`)],
        [t('auction.tenor'), t('auction.days', { count: financing.tenorDays })],
        [t('financing.agreed'), <Instant key="agreed" value={financing.agreedAt} />],
        [t('financing.valueDate'), <Day key="value" value={financing.valueDate} />],
        [t('financing.maturity'), <Day key="maturity" value={financing.maturity} />],
        [t('financing.disbursedOn'), financing.disbursedOn && <Day key="disbursed" value={financing.disbursedOn} />],
        [t('financing.repaidOn'), financing.repaidOn && <Day key="repaid" value={financing.repaidOn} />],
        [t('party.SUPPLIER'), <Party key="supplier" party={financing.supplier} />],
        [t('party.BUYER'), <Party key="buyer" party={financing.buyer} />],
        [t('party.FUNDER'), financing.funder && <Party key="funder" party={financing.funder} />],
        [t('auction.invoice'), financing.invoice && <InvoiceLink key="invoice" invoice={financing.invoice} />],
        [t('programme.one'), <ProgrammeLink key="programme" programme={financing.programme} />],
        [t('financingPage.termsVersion'), financing.terms.version],
        [t('auction.one'), <AuctionLink key="auction" id={financing.auction.id} />],
      ]}
    />
  );
}

const feeStands: readonly string[] = ['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID'];

/** By two persons of the operator, before a bill holds it. */
function CorrectFee({ financing: { id, state, platformFee } }: { financing: FinancingNode }) {
  const { organization, permissions } = useViewer();
  const may = organization.roles.includes('OPERATOR') && permissions.includes('CHECKER');
  if (!may || !feeStands.includes(state) || !platformFee || /^0(\.0+)?$/.test(platformFee.amount)) return null;
  return <ProposeOverride act="CORRECT_FEE" subjectId={id} amount={platformFee} />;
}

function AuctionLink({ id }: { id: string }) {
  const t = useTexts();
  return (
    <Link to="/auctions/$id" params={{ id }}>
      {t('financingPage.auction')}
    </Link>
  );
}
