import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { markFailed, markSent, takeDueMails, type TriedMail } from './outbox.js';
import { type MailPort, MailRefused } from './port.js';

/** How often a mail is tried: the last time is some 21 hours after the first. */
const attemptsMax = 12;
const firstPauseSeconds = 30;
const longestPauseSeconds = 6 * 3_600;

export interface MailRoute {
  readonly port: MailPort;
  /** 'https://host' of the pages. */
  readonly origin: string;
}

/**
 * Sends the mails whose time has come. Each is taken in one transaction, sent outside of any, and marked in another: a server
 * that is killed between the two sends it again, so a mail leaves at least once, and normally once. Told to stop, it ends the
 * one that is under way; those it had taken have their next time. Resolves to how many it tried.
 */
export async function sendDueMails(
  work: UnitOfWork,
  { port, origin }: MailRoute,
  stopping?: AbortSignal,
): Promise<number> {
  let tried = 0;
  for (;;) {
    const mails = await work.perform(systemViewer, takeDueMails);
    for (const mail of mails) {
      if (stopping?.aborted) return tried;
      await sendOne(work, port, origin, mail);
      tried += 1;
    }
    if (mails.length === 0) return tried;
  }
}

async function sendOne(work: UnitOfWork, port: MailPort, origin: string, mail: TriedMail): Promise<void> {
  const { id, recipient: to, subject, body, attempts } = mail;
  try {
    await port.send({ id, to, subject, text: body.replaceAll('{origin}', origin) });
  } catch (error) {
    const again = error instanceof MailRefused || attempts >= attemptsMax ? null : pauseSeconds(attempts);
    await work.perform(systemViewer, tx => markFailed(tx, id, String(error), again));
    return;
  }
  await work.perform(systemViewer, tx => markSent(tx, id));
}

/** Twice as long after each attempt. */
export function pauseSeconds(attempts: number): number {
  return Math.min(firstPauseSeconds * 2 ** (attempts - 1), longestPauseSeconds);
}
