import { useState } from 'react';
import { useViewer } from '../../app/market.js';
import {
  type LimitScope,
  OrganizationsDocument,
  ProgrammesDocument,
  SetLimitDocument,
} from '../../graphql/documents.js';
import { typed } from '../../lib/decimal-text.js';
import type { FormValues } from '../../lib/form-values.js';
import { useLive } from '../../lib/use-live.js';
import { DialogButton } from '../../parts/dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { MutationForm } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Loaded } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import type { LimitRow } from '../nodes.js';

interface Props {
  /** The limit to set anew; a new one where it is absent. */
  readonly limit?: LimitRow;
  readonly about?: string;
}

export function SetLimitDialog({ limit, about }: Props) {
  const t = useTexts();
  return (
    <DialogButton
      label={t(limit ? 'setLimit.change' : 'setLimit.button')}
      about={about}
      title={t('setLimit.title')}
      tone={limit ? undefined : 'primary'}
    >
      {close => <SetLimit limit={limit} close={close} />}
    </DialogButton>
  );
}

function SetLimit({ limit, close }: { limit: LimitRow | undefined; close: () => void }) {
  const t = useTexts();
  const notify = useNotify();
  const { organization } = useViewer();
  const scopes: LimitScope[] = organization.roles.includes('OPERATOR')
    ? ['PROGRAMME']
    : ['TOTAL', 'BUYER', 'PAIR', 'COUNTRY'];
  const [scope, setScope] = useState<LimitScope>(limit?.scope ?? scopes[0]!);
  return (
    <MutationForm
      name={`set-limit:${limit?.id ?? 'new'}`}
      document={SetLimitDocument}
      input={(values, idempotencyKey) => ({
        scope,
        ...(limit ? subjectOf(limit) : subjectFrom(values, scope)),
        limit: values.amount('limit', limit?.limit.currency ?? values.text('currency').toUpperCase()),
        tenorDaysMax: values.optionalInteger('tenorDaysMax'),
        idempotencyKey,
      })}
      submit={t('setLimit.submit')}
      onSuccess={() => {
        close();
        notify(t('setLimit.done'));
      }}
    >
      {!limit && (
        <>
          <SelectField
            name="scope"
            label={t('limit.scope')}
            options={scopes.map(value => [value, t(`limitScope.${value}`)] as const)}
            value={scope}
            onChange={value => setScope(value as LimitScope)}
          />
          {(scope === 'BUYER' || scope === 'PAIR') && <BuyerField />}
          {scope === 'PAIR' && <TextField name="supplierAlias" label={t('limit.alias')} hint={t('limit.aliasHint')} />}
          {scope === 'COUNTRY' && <TextField name="country" label={t('limit.country')} hint={t('limit.countryHint')} />}
          {scope === 'PROGRAMME' && <ProgrammeField />}
          <TextField name="currency" label={t('limit.currency')} value="EUR" />
        </>
      )}
      <TextField name="limit" label={t('limit.limit')} value={limit && typed(limit.limit.amount)} figures />
      <TextField
        name="tenorDaysMax"
        label={t('limit.tenor')}
        hint={t('limit.tenorHint')}
        value={limit?.tenorDaysMax?.toString()}
        figures
      />
    </MutationForm>
  );
}

function subjectOf({ buyer, supplierAlias, country, programme }: LimitRow) {
  return {
    buyerId: buyer?.id,
    supplierAlias: supplierAlias ?? undefined,
    country: country ?? undefined,
    programmeId: programme?.id,
  };
}

function subjectFrom(values: FormValues, scope: LimitScope) {
  switch (scope) {
    case 'TOTAL':
      return {};
    case 'BUYER':
      return { buyerId: values.choice('buyerId') };
    case 'PAIR':
      return { buyerId: values.choice('buyerId'), supplierAlias: values.text('supplierAlias') };
    case 'COUNTRY':
      return { country: values.text('country').toUpperCase() };
    case 'PROGRAMME':
      return { programmeId: values.choice('programmeId') };
  }
}

function BuyerField() {
  const t = useTexts();
  const live = useLive(OrganizationsDocument, { first: 100, role: 'BUYER' }, { lists: ['Organization'] });
  return (
    <Loaded live={live}>
      {({ organizations }) => (
        <SelectField
          name="buyerId"
          label={t('party.BUYER')}
          none={t('decision.choose')}
          options={organizations.edges.map(({ node }) => [node.id, node.name] as const)}
        />
      )}
    </Loaded>
  );
}

function ProgrammeField() {
  const t = useTexts();
  const live = useLive(ProgrammesDocument, { first: 100 }, { lists: ['Programme'] });
  return (
    <Loaded live={live}>
      {({ programmes }) => (
        <SelectField
          name="programmeId"
          label={t('programme.one')}
          none={t('decision.choose')}
          options={programmes.edges.map(({ node }) => [node.id, `${node.name} (${node.currency})`] as const)}
        />
      )}
    </Loaded>
  );
}
