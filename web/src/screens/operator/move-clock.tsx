import { useContext, useState } from 'react';
import { useMarketNow, useZone } from '../../app/market.js';
import { useFramesTaken } from '../../app/session.js';
import { MoveClockDocument, type MoveClockMutation } from '../../graphql/documents.js';
import { clockText, instantIn } from '../../lib/market-time.js';
import type { SuccessOf } from '../../lib/outcome.js';
import { TextField } from '../../parts/fields.js';
import { MutationForm, PendingContext } from '../../parts/mutation-form.js';
import { useNotify } from '../../parts/notices.js';
import { Section } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';

/** Forward only: everything that falls due on the way is played. */
export function MoveClock() {
  const t = useTexts();
  const notify = useNotify();
  const zone = useZone();
  const onSuccess = ({ played }: SuccessOf<MoveClockMutation>) => notify(t('moveClock.done', { count: played }));
  return (
    <Section title={t('moveClock.title')}>
      <Now />
      <p>{t('moveClock.explained')}</p>
      <div className="columns">
        <MutationForm
          name="move-clock-days"
          document={MoveClockDocument}
          input={(values, idempotencyKey) => ({ byDays: values.integer('byDays'), idempotencyKey })}
          submit={t('moveClock.byDays')}
          onSuccess={onSuccess}
        >
          <TextField name="byDays" label={t('moveClock.days')} value="1" figures />
          <Progress />
        </MutationForm>
        <MutationForm
          name="move-clock-to"
          document={MoveClockDocument}
          input={(values, idempotencyKey) => ({ to: instantIn(zone ?? 'UTC', values.text('to')), idempotencyKey })}
          submit={t('moveClock.to')}
          onSuccess={onSuccess}
        >
          <TextField name="to" type="datetime-local" label={t('moveClock.toLabel', { zone })} />
          <Progress />
        </MutationForm>
      </div>
    </Section>
  );
}

function Now() {
  const t = useTexts();
  const now = useMarketNow();
  const zone = useZone();
  if (!now || !zone) return null;
  const { day, time } = clockText(now, zone);
  return (
    <p className="figure">
      {t('moveClock.now')} <strong>{day}</strong> {time}
    </p>
  );
}

/** How many events this window has been told of since the clock began to move. */
function Progress() {
  const t = useTexts();
  const pending = useContext(PendingContext);
  const frames = useFramesTaken();
  const [start, setStart] = useState<number>();
  if (pending && start === undefined) setStart(frames);
  if (!pending && start !== undefined) setStart(undefined);
  return <p role="status">{pending && t('moveClock.progress', { count: frames - (start ?? frames) })}</p>;
}
