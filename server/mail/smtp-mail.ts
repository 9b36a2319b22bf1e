import { createTransport } from 'nodemailer';
import { isLoopback } from '../platform/config.js';
import { type MailPort, MailRefused } from './port.js';

/** Milliseconds. A mail that outlasts all of them together stays far below the lease of the outbox. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/**
 * Mails by SMTP (RFC 5321): `smtp://` goes over to TLS by STARTTLS, and refuses to go on without it unless the server is on this
 * machine; `smtps://` begins with TLS. `from` is the address they come from.
 */
export function smtpMail(url: string, from: string): MailPort {
  const { hostname } = new URL(url);
  const transport = createTransport({ url, requireTLS: url.startsWith('smtp:') && !isLoopback(hostname), ...timeouts });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '');
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          // RFC 3834: nobody's absence notice answers it.
          headers: { 'auto-submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        if (isFinal(error)) throw new MailRefused(String((error as Error).message), { cause: error });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** A reply of 5xx is for good (RFC 5321, 4.2.1), but for those about how we signed in, which the operator mends. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  return typeof responseCode === 'number' && responseCode >= 550 && responseCode < 560 && code !== 'EAUTH';
}
