import { useTexts } from '../texts/index.js';
import { Day, Instant } from './time.js';

interface Entry {
  readonly at: string;
  readonly type: string;
  readonly businessDay: string;
  readonly actor: string | null;
  readonly note: string | null;
}

/** What happened, oldest first. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const t = useTexts();
  if (entries.length === 0) return <p className="empty">{t('timeline.empty')}</p>;
  return (
    <ol className="timeline">
      {entries.map(entry => (
        <li key={`${entry.at} ${entry.type} ${entry.note}`} data-event={entry.type}>
          <strong>{eventText(t, entry.type)}</strong>
          {entry.note && <span> – {noteText(t, entry.note)}</span>}
          <div className="hint">
            <Instant value={entry.at} /> · {t('timeline.businessDay')} <Day value={entry.businessDay} />
            {entry.actor && <> · {entry.actor}</>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What a person said, behind the reason that was chosen: 'QUANTITY: two boxes are missing'. */
function noteText(t: ReturnType<typeof useTexts>, note: string): string {
  const [, reason, said] = /^([A-Z_]+)(?:: (.*))?$/s.exec(note) ?? [];
  if (!reason) return note;
  const text = t(`decisionReason.${reason}` as 'decisionReason.OTHER', { defaultValue: reason });
  return said ? `${text} – ${said}` : text;
}

/** An event's type in words; one that the catalogue does not know yet is shown as it is written. */
export function eventText(t: ReturnType<typeof useTexts>, type: string): string {
  const [subject, happened] = type.split('.');
  const text = t(`event.${subject}.${happened}` as 'event.invoice.submitted', { defaultValue: '' });
  return text || type;
}
