/** What carries a mail away. It resolves once the next mail server has taken the mail on, and throws `MailRefused` or anything else. */
export interface MailPort {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

export interface OutgoingMail {
  /** The same for each attempt, so that who gets one twice can tell. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The mail server will never take this mail: to try again is of no use. */
export class MailRefused extends Error {}
