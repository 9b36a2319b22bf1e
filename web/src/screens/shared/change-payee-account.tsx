import { ChangePayeeAccountDocument, PayeeAccountsDocument } from '../../graphql/documents.js';
import { useLive } from '../../lib/use-live.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import type { PaymentNode } from '../nodes.js';

/** The payee says where a payment goes whose agreed account was closed. */
export function ChangePayeeAccount({ payment }: { payment: PaymentNode }) {
  const t = useTexts();
  return (
    <ActionDialog
      name={`change-payee-account:${payment.id}`}
      label={t('changePayeeAccount.button')}
      about={payment.endToEndId}
      title={t('changePayeeAccount.title')}
      document={ChangePayeeAccountDocument}
      input={(values, idempotencyKey) => ({
        paymentId: payment.id,
        bankAccountId: values.text('bankAccountId'),
        idempotencyKey,
      })}
      done={t('changePayeeAccount.done')}
    >
      <p>{t('changePayeeAccount.explained')}</p>
      <Accounts currency={payment.amount.currency} />
    </ActionDialog>
  );
}

/** The accounts that may take it; one in its cool-off is refused with its reason. */
function Accounts({ currency }: { currency: string }) {
  const t = useTexts();
  const live = useLive(PayeeAccountsDocument, {}, { lists: ['BankAccount'] });
  return (
    <Loaded live={live}>
      {({ viewer }) => {
        const accounts = (viewer?.organization.bankAccounts ?? []).filter(
          account => account.state === 'VERIFIED' && account.currency === currency,
        );
        return (
          <SelectField
            name="bankAccountId"
            label={t('bankAccount.iban')}
            options={accounts.map(({ id, iban }) => [id, iban] as const)}
          />
        );
      }}
    </Loaded>
  );
}
