import { SetAddressDocument } from '../../graphql/documents.js';
import type { FormValues } from '../../lib/form-values.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { Facts } from '../../parts/facts.js';
import { TextField } from '../../parts/fields.js';
import { Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import type { OrganizationNode } from '../nodes.js';

/** Where the organization is, as payment files name it. */
export function PostalAddress({ organization, changed }: { organization: OrganizationNode; changed: () => void }) {
  const t = useTexts();
  const { address, availableActions } = organization;
  const mayChange = availableActions.includes('SET_ADDRESS');
  if (!address && !mayChange) return null;
  return (
    <Section title={t('address.title')}>
      {address ? (
        <Facts
          rows={[
            [t('address.street'), address.street],
            [t('address.buildingNumber'), address.buildingNumber],
            [t('address.lines'), address.lines.join(', ') || null],
            [t('address.postCode'), address.postCode],
            [t('address.town'), address.town],
            [t('address.country'), address.country],
          ]}
        />
      ) : (
        <p className="empty">{t('address.empty')}</p>
      )}
      {mayChange && <SetAddressDialog organization={organization} changed={changed} />}
    </Section>
  );
}

function SetAddressDialog({ organization, changed }: { organization: OrganizationNode; changed: () => void }) {
  const t = useTexts();
  const { address, country } = organization;
  return (
    <ActionDialog
      name="set-address"
      label={t('setAddress.button')}
      title={t('setAddress.title')}
      document={SetAddressDocument}
      input={(values, idempotencyKey) => ({ address: addressFrom(values), idempotencyKey })}
      done={t('setAddress.done')}
      onSuccess={changed}
    >
      <p>{t('setAddress.explained')}</p>
      <TextField name="address.street" label={t('address.street')} value={address?.street ?? undefined} />
      <TextField
        name="address.buildingNumber"
        label={t('address.buildingNumber')}
        value={address?.buildingNumber ?? undefined}
      />
      <TextField
        name="address.lines.0"
        label={t('address.line1')}
        hint={t('address.linesHint')}
        value={address?.lines[0]}
      />
      <TextField name="address.lines.1" label={t('address.line2')} value={address?.lines[1]} />
      <TextField name="address.postCode" label={t('address.postCode')} value={address?.postCode ?? undefined} />
      <TextField name="address.town" label={t('address.town')} value={address?.town} />
      <TextField name="address.country" label={t('address.country')} value={address?.country ?? country} />
    </ActionDialog>
  );
}

function addressFrom(values: FormValues) {
  return {
    street: values.optional('address.street'),
    buildingNumber: values.optional('address.buildingNumber'),
    postCode: values.optional('address.postCode'),
    town: values.text('address.town'),
    country: values.text('address.country').toUpperCase(),
    lines: ['address.lines.0', 'address.lines.1'].flatMap(name => values.optional(name) ?? []),
  };
}
