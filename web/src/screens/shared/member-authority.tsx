import { type MoneyInput, SetCeilingsDocument, SetSubstituteDocument } from '../../graphql/documents.js';
import { typed } from '../../lib/decimal-text.js';
import type { FormValues } from '../../lib/form-values.js';
import { ActionDialog } from '../../parts/action-dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { useTexts } from '../../texts/index.js';
import type { Member } from '../nodes.js';

interface Props {
  readonly member: Member;
  readonly changed: () => void;
}

/** Up to which total a member releases a batch, a currency a line; one line more than there are. */
export function CeilingsDialog({ member: { id, person, ceilings }, changed }: Props) {
  const t = useTexts();
  const lines = [...ceilings, { amount: '', currency: '' }];
  return (
    <ActionDialog
      name={`set-ceilings:${id}`}
      label={t('setCeilings.button')}
      about={person.name}
      title={t('setCeilings.title', { name: person.name })}
      document={SetCeilingsDocument}
      input={values => ({ memberId: id, ceilings: lines.flatMap((_, index) => ceilingOf(values, index)) })}
      done={t('setCeilings.done', { name: person.name })}
      onSuccess={changed}
    >
      <p>{t('setCeilings.explained')}</p>
      {lines.map(({ amount, currency }, index) => (
        <div key={`${index} ${currency}`} className="row">
          <TextField
            name={`ceilings.${index}.amount`}
            label={t('setCeilings.amount')}
            value={amount && typed(amount)}
            figures
          />
          <TextField name={`ceilings.${index}.currency`} label={t('setCeilings.currency')} value={currency} />
        </div>
      ))}
    </ActionDialog>
  );
}

/** A line without an amount is no ceiling. */
function ceilingOf(values: FormValues, index: number): MoneyInput[] {
  const currency = values.optional(`ceilings.${index}.currency`)?.toUpperCase() ?? '';
  const ceiling = values.optionalAmount(`ceilings.${index}.amount`, currency);
  return ceiling ? [ceiling] : [];
}

/** Who releases in the place of a member that is absent, and when. */
export function SubstituteDialog({ member, members, changed }: Props & { members: readonly Member[] }) {
  const { id, person, substitute } = member;
  const t = useTexts();
  const others = members.filter(other => other.active && other.id !== id);
  return (
    <ActionDialog
      name={`set-substitute:${id}`}
      label={t('setSubstitute.button')}
      about={person.name}
      title={t('setSubstitute.title', { name: person.name })}
      document={SetSubstituteDocument}
      input={values => {
        const memberId = values.optional('substitute.memberId');
        if (memberId === undefined) return { memberId: id, substitute: null };
        const [from, until] = [values.day('substitute.from'), values.day('substitute.until')];
        return { memberId: id, substitute: { memberId, from, until } };
      }}
      done={t('setSubstitute.done', { name: person.name })}
      onSuccess={changed}
    >
      <p>{t('setSubstitute.explained')}</p>
      <SelectField
        name="substitute.memberId"
        label={t('members.substitute')}
        none={t('setSubstitute.none')}
        options={others.map(other => [other.id, other.person.name] as const)}
        value={substitute?.member.id}
      />
      <TextField name="substitute.from" type="date" label={t('setSubstitute.from')} value={substitute?.from} />
      <TextField name="substitute.until" type="date" label={t('setSubstitute.until')} value={substitute?.until} />
    </ActionDialog>
  );
}
