import {
  CloseBankAccountDocument,
  type PayeeCheck,
  type PaymentFormat,
  ProposeBankAccountDocument,
  RefuseBankAccountDocument,
  SetPaymentFormatDocument,
  VerifyBankAccountDocument,
} from '../../graphql/documents.js';
import { useViewer } from '../../app/market.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { StateBadge } from '../../parts/badge.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { Section } from '../../parts/page.js';
import { Table } from '../../parts/table.js';
import { Instant } from '../../parts/time.js';
import { useCatalogue, useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';
import { ProposeOverride } from '../operator/propose-override.js';

type Account = NonNullable<OrganizationNode['bankAccounts']>[number];

interface Props {
  readonly organization: OrganizationNode;
  readonly accounts: readonly Account[];
  readonly changed: () => void;
}

/** The accounts that money may go to, each verified by a second person and by its bank. */
export function BankAccounts({ organization, accounts, changed }: Props) {
  const t = useTexts();
  return (
    <Section title={t('bankAccounts.title')}>
      <Table
        caption={t('bankAccounts.caption')}
        file={{ list: 'bank-accounts', parameters: { organization: organization.id } }}
        rows={accounts}
        rowKey={account => account.id}
        empty={t('bankAccounts.empty')}
        columns={[
          { head: t('bankAccount.iban'), cell: ({ iban }) => iban },
          { head: t('bankAccount.bic'), cell: ({ bic }) => bic ?? '–' },
          { head: t('bankAccount.holder'), cell: ({ holderName }) => holderName },
          { head: t('bankAccount.currency'), cell: ({ currency }) => currency },
          { head: t('bankAccount.state'), cell: ({ state }) => <StateBadge machine="bankAccount" state={state} /> },
          { head: t('bankAccount.proposedBy'), cell: ({ proposedBy }) => proposedBy.name },
          { head: t('bankAccount.verified'), cell: account => <Verified account={account} /> },
          { head: t('bankAccount.usableFrom'), cell: ({ usableFrom }) => <Instant value={usableFrom} /> },
          { head: t('table.actions'), cell: account => <AccountActions {...{ organization, account, changed }} /> },
        ]}
      />
      {organization.availableActions.includes('PROPOSE_ACCOUNT') && (
        <ActionDialog
          name="propose-account"
          label={t('proposeAccount.button')}
          title={t('proposeAccount.title')}
          document={ProposeBankAccountDocument}
          input={(values, idempotencyKey) => ({
            iban: values.text('iban').replaceAll(' ', '').toUpperCase(),
            bic: values.optional('bic')?.toUpperCase(),
            holderName: values.text('holderName'),
            currency: values.text('currency').toUpperCase(),
            idempotencyKey,
          })}
          done={t('proposeAccount.done')}
          onSuccess={changed}
        >
          <p>{t('proposeAccount.explained')}</p>
          <TextField name="iban" label={t('bankAccount.iban')} />
          <TextField name="bic" label={t('bankAccount.bic')} />
          <TextField name="holderName" label={t('bankAccount.holder')} value={organization.name} />
          <TextField name="currency" label={t('bankAccount.currency')} value="EUR" />
        </ActionDialog>
      )}
    </Section>
  );
}

function Verified({ account: { verifiedBy, payeeCheck, payeeCheckedAt } }: { account: Account }) {
  const t = useTexts();
  if (!payeeCheck) return '–';
  return (
    <>
      {t(`payeeCheck.${payeeCheck}`)}
      <span className="hint block">
        {verifiedBy?.name} <Instant value={payeeCheckedAt} />
      </span>
    </>
  );
}

function AccountActions({
  organization,
  account: { id, iban, paymentFormat, availableActions },
  changed,
}: {
  organization: OrganizationNode;
  account: Account;
  changed: () => void;
}) {
  const t = useTexts();
  const catalogue = useCatalogue();
  const viewer = useViewer();
  const standsIn = viewer.organization.id !== organization.id;
  const chosen = () => ({ bankAccountId: id });
  return (
    <div className="actions">
      {availableActions.includes('VERIFY') && (
        <ActionDialog
          name={`verify-account:${id}`}
          label={t('verifyAccount.button')}
          about={iban}
          title={t('verifyAccount.title', { iban })}
          tone="primary"
          document={VerifyBankAccountDocument}
          input={(values, idempotencyKey) => ({
            ...chosen(),
            payeeCheck: values.choice<PayeeCheck>('payeeCheck'),
            idempotencyKey,
          })}
          done={t('verifyAccount.done', { iban })}
          onSuccess={changed}
        >
          <p>{t('verifyAccount.explained')}</p>
          <SelectField
            name="payeeCheck"
            label={t('verifyAccount.payeeCheck')}
            options={Object.entries(catalogue.payeeCheck)}
          />
        </ActionDialog>
      )}
      {availableActions.includes('VERIFY') && standsIn && (
        <>
          <ProposeOverride act="ACCEPT_CLOSE_MATCH" subjectId={id} about={iban} />
          <ProposeOverride act="ACCEPT_UNCHECKED_ACCOUNT" subjectId={id} about={iban} />
        </>
      )}
      {availableActions.includes('SET_PAYMENT_FORMAT') && (
        <ActionDialog
          name={`payment-format:${id}`}
          label={t('paymentFormat.button')}
          about={iban}
          title={t('paymentFormat.title', { iban })}
          document={SetPaymentFormatDocument}
          input={(values, idempotencyKey) => ({
            ...chosen(),
            format: values.choice<PaymentFormat>('format'),
            idempotencyKey,
          })}
          done={t('paymentFormat.done', { iban })}
          onSuccess={changed}
        >
          <p>{t('paymentFormat.explained')}</p>
          <SelectField
            name="format"
            label={t('paymentFormat.format')}
            options={Object.entries(catalogue.paymentFormats)}
            value={paymentFormat}
          />
        </ActionDialog>
      )}
      {availableActions.includes('REFUSE') && (
        <ActionDialog
          name={`refuse-account:${id}`}
          label={t('refuseAccount.button')}
          about={iban}
          title={t('refuseAccount.title', { iban })}
          tone="danger"
          document={RefuseBankAccountDocument}
          input={chosen}
          done={t('refuseAccount.done', { iban })}
          onSuccess={changed}
        >
          <p>{t('refuseAccount.explained')}</p>
        </ActionDialog>
      )}
      {availableActions.includes('CLOSE') && (
        <ActionDialog
          name={`close-account:${id}`}
          label={t('closeAccount.button')}
          about={iban}
          title={t('closeAccount.title', { iban })}
          tone="danger"
          document={CloseBankAccountDocument}
          input={chosen}
          done={t('closeAccount.done', { iban })}
          onSuccess={changed}
        >
          <p>{t('closeAccount.explained')}</p>
        </ActionDialog>
      )}
    </div>
  );
}
