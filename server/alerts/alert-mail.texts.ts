import type { AlertKind } from './alert.kinds.js';

export type MailLanguage = 'en' | 'fr';

/** What was told, as a kind and how often. */
export interface Told {
  readonly kind: AlertKind;
  readonly count: number;
}

interface Catalogue {
  readonly subject: (count: number) => string;
  readonly digestSubject: string;
  readonly kinds: Readonly<Record<AlertKind, string>>;
  readonly see: string;
  readonly why: string;
}

const texts: Readonly<Record<MailLanguage, Catalogue>> = {
  en: {
    subject: count => (count === 1 ? 'Tenor: an alert for you' : `Tenor: ${count} alerts for you`),
    digestSubject: 'Tenor: your alerts of the last day',
    kinds: {
      DUE_SOON: 'Payments are due soon',
      OVERDUE: 'Overdue',
      NEW_OFFER: 'New offer',
      OFFER_ENDING: 'Offers end soon',
      LIMIT_NEAR: 'A limit is nearly used up',
      PAYMENT_FAILED: 'A payment failed',
      DOCUMENT_HELD: 'An invoice waits for a decision',
      INVOICE_DISPUTED: 'An invoice was disputed or rejected',
      APPROVAL_WAITING: 'A batch waits for its release',
      PAYMENT_FILE_WAITING: 'A payment file waits for its release',
      PAYMENT_FILE_ENDING: 'A payment file can soon be released no more',
      COLLECTION_ANNOUNCED: 'A direct debit of your account is announced',
      ADMISSION_EXPIRING: 'A document of an admission expires',
      FEED_LATE: 'The event feed is late',
      WEBHOOK_DISABLED: 'A webhook is called no more',
      ENTRY_UNMATCHED: 'A booking of your bank matches nothing',
      WRONG_PAYER: 'Money came from the wrong payer',
      BANK_REPORT_HELD: 'A report of a bank could not be taken',
    },
    see: 'See them:',
    why: 'You get this mail because your settings of alerts say so. Change them on the same page.',
  },
  fr: {
    subject: count => (count === 1 ? 'Tenor : une alerte pour vous' : `Tenor : ${count} alertes pour vous`),
    digestSubject: 'Tenor : vos alertes du dernier jour',
    kinds: {
      DUE_SOON: 'Des paiements arrivent à échéance',
      OVERDUE: 'En retard',
      NEW_OFFER: 'Nouvelle offre',
      OFFER_ENDING: 'Des offres se terminent bientôt',
      LIMIT_NEAR: 'Une limite est presque épuisée',
      PAYMENT_FAILED: 'Un paiement a échoué',
      DOCUMENT_HELD: 'Une facture attend une décision',
      INVOICE_DISPUTED: 'Une facture a été contestée ou rejetée',
      APPROVAL_WAITING: 'Un lot attend sa libération',
      PAYMENT_FILE_WAITING: 'Un fichier de paiement attend sa libération',
      PAYMENT_FILE_ENDING: 'Un fichier de paiement ne pourra bientôt plus être libéré',
      COLLECTION_ANNOUNCED: 'Un prélèvement sur votre compte est annoncé',
      ADMISSION_EXPIRING: 'Un document d’admission expire',
      FEED_LATE: 'Le flux d’événements est en retard',
      WEBHOOK_DISABLED: 'Un webhook n’est plus appelé',
      ENTRY_UNMATCHED: 'Une écriture de votre banque ne correspond à rien',
      WRONG_PAYER: 'De l’argent est venu du mauvais payeur',
      BANK_REPORT_HELD: 'Un relevé de banque n’a pas pu être repris',
    },
    see: 'Les voir :',
    why: 'Vous recevez ce message parce que vos réglages d’alertes le veulent. Ils se changent sur la même page.',
  },
};

/**
 * The mail about alerts: how many of each kind, and a link to the page. No name, number, amount, date or id: a mail passes
 * through servers of others and stays in mailboxes that nobody here can empty, so it holds only what its purpose needs
 * (GDPR, article 5(1)(c) and article 32), and nothing under bank secrecy. What an alert is about shows after signing in, to
 * whoever may see it then.
 */
export function alertMail(language: MailLanguage, isDigest: boolean, told: readonly Told[]) {
  const { subject, digestSubject, kinds, see, why } = texts[language];
  const total = told.reduce((sum, { count }) => sum + count, 0);
  const lines = told.map(({ kind, count }) => (count === 1 ? kinds[kind] : `${kinds[kind]} (${count})`));
  return {
    subject: isDigest ? digestSubject : subject(total),
    body: [...lines.map(line => `- ${line}`), '', see, '{origin}/alerts', '', why, ''].join('\n'),
  };
}
