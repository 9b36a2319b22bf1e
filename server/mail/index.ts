export { type Mailer, startMailer } from './mailer.js';
export { enableMail, forgetMails, mailEnabled, queueMails } from './outbox.js';
export type { MailPort } from './port.js';
export { sendDueMails } from './send-mails.js';
export { smtpMail } from './smtp-mail.js';
