import type { CostBearer, Recourse, RepaidBy, Transfer, Undertaking } from '../programmes/index.js';
import type { Figure } from './disclosure-lines.js';
import type { FactKind } from './disclosure-pack.entity.js';
import type { DisclosurePackState } from './disclosure-pack.states.js';

export type NoteLanguage = 'en' | 'fr';

interface NoteTexts {
  readonly locale: string;
  readonly title: string;
  readonly period: (from: string, until: string) => string;
  readonly state: Readonly<Record<DisclosurePackState, string>>;
  readonly preparedBy: (name: string, day: string) => string;
  readonly closedBy: (name: string, day: string) => string;
  readonly hash: (hash: string) => string;
  readonly allOf: (currency: string) => string;
  readonly ias: string;
  readonly asu: string;
  readonly keyTerms: string;
  readonly terms: string;
  readonly term: string;
  readonly value: string;
  readonly termsVersion: string;
  readonly undertaking: string;
  readonly transfer: string;
  readonly recourse: string;
  readonly costBearer: string;
  readonly repaidBy: string;
  readonly paymentDaysMax: string;
  readonly paymentDays: (days: number) => string;
  readonly undertakings: Readonly<Record<Undertaking, string>>;
  readonly transfers: Readonly<Record<Transfer, string>>;
  readonly recourses: Readonly<Record<Recourse, string>>;
  readonly parties: Readonly<Record<CostBearer | RepaidBy, string>>;
  readonly positions: string;
  readonly carrying: string;
  readonly funded: string;
  readonly presentedIn: (lineItem: string) => string;
  readonly unallocated: string;
  readonly rangeInside: string;
  readonly rangeOutside: string;
  readonly days: (from: number, until: number) => string;
  readonly strata: string;
  readonly dueWithin: string;
  readonly amount: string;
  readonly invoices: string;
  readonly nonCash: string;
  readonly change: string;
  readonly outstanding: string;
  readonly rollforward: string;
  readonly figures: Readonly<Record<Figure, string>>;
  readonly facts: Readonly<Record<FactKind, string>>;
  readonly excluded: string;
  readonly programme: string;
  readonly supplied: string;
  readonly suppliedBy: string;
  readonly suppliedOn: string;
  readonly source: string;
  readonly byForm: string;
  readonly notSupplied: string;
  readonly mark: string;
  readonly basis: string;
  readonly lines: string;
  /** Takes how many, with groups. */
  readonly linesLeftOut: (count: string) => string;
  readonly figure: string;
  readonly invoice: string;
  readonly dueDays: string;
  readonly page: (page: number, of: number) => string;
}

/** The words of the note. What carries `mark` is the buyer's own. */
export const noteTexts: Readonly<Record<NoteLanguage, NoteTexts>> = {
  en: {
    locale: 'en-GB',
    title: 'Supplier finance arrangements',
    period: (from, until) => `Period from ${from} to ${until}`,
    state: { OPEN: 'Draft: the period is open', PREPARED: 'Prepared, not closed', CLOSED: 'Closed' },
    preparedBy: (name, day) => `Prepared by ${name} on ${day}`,
    closedBy: (name, day) => `Closed by ${name} on ${day}`,
    hash: hash => `SHA-256 of the content: ${hash}`,
    allOf: currency => `All programmes in ${currency}`,
    ias: 'IAS 7, paragraphs 44F to 44H',
    asu: 'ASC 405-50-50-3 (ASU 2022-04)',
    keyTerms:
      'Key terms, payment terms and security are those of each programme above. Confirmed are all invoices approved under a programme, whether or not a finance provider bought them.',
    terms: 'Terms and conditions',
    term: 'Term',
    value: 'Value',
    termsVersion: 'Version of the terms',
    undertaking: 'Undertaking of the buyer',
    transfer: 'Transfer of the claim',
    recourse: 'Recourse to the supplier',
    costBearer: 'Cost borne by',
    repaidBy: 'Repaid by',
    paymentDaysMax: 'Longest payment terms',
    paymentDays: days => `${days} days after the invoice date`,
    undertakings: {
      IRREVOCABLE: 'Irrevocable, without set-off',
      INFORMATION_ONLY: 'For information only',
      NONE: 'None',
    },
    transfers: { ASSIGNMENT: 'Assignment', SUBROGATION: 'Subrogation', NONE: 'None' },
    recourses: { NONE: 'Without recourse', FULL: 'Full recourse', NOT_APPLICABLE: 'Not applicable' },
    parties: { BUYER: 'Buyer', SUPPLIER: 'Supplier', NOBODY: 'Nobody' },
    positions: 'Financial liabilities that are part of the arrangement',
    carrying: 'Carrying amount',
    funded: 'of which suppliers have been paid by the finance providers',
    presentedIn: lineItem => `Presented in: ${lineItem}`,
    unallocated: 'Not allocated to a line item',
    rangeInside: 'Payment due dates, days after the invoice date',
    rangeOutside: 'Comparable trade payables outside the arrangement',
    days: (from, until) => (from === until ? `${from} days` : `${from} to ${until} days`),
    strata: 'By payment due date, at the end of the period',
    dueWithin: 'Due after the invoice date',
    amount: 'Amount',
    invoices: 'Invoices',
    nonCash: 'Non-cash changes in the carrying amount',
    change: 'Change',
    outstanding: 'Obligations confirmed as valid and outstanding at the end of the period',
    rollforward: 'Obligations confirmed as valid',
    figures: {
      OPENING: 'Outstanding at the beginning of the period',
      LATE: 'Postings dated before the period, made after its predecessor was closed',
      CONFIRMED: 'Invoices confirmed during the period',
      PAID: 'Confirmed invoices paid during the period',
      RETURNED: 'Payments that came back',
      CREDITED: 'Credit notes',
      TAKEN_BACK: 'Confirmations taken back',
      OTHER: 'Other changes',
      CLOSING: 'Outstanding at the end of the period',
      OPENING_FUNDED: 'Paid by finance providers, at the beginning of the period',
      CLOSING_FUNDED: 'Paid by finance providers, at the end of the period',
    },
    facts: {
      TERMS: 'Terms and conditions',
      SECURITY: 'Security and guarantees',
      RANGE_NOTE: 'Explanation of the range of due dates',
      LINE_ITEM: 'Line item',
      COMPARABLE: 'Comparable payables',
      NON_CASH: 'Non-cash change',
    },
    excluded: 'Left out: programmes funded by the buyer itself',
    programme: 'Programme',
    supplied: 'Supplied by the buyer',
    suppliedBy: 'Supplied by',
    suppliedOn: 'On',
    source: 'Source',
    byForm: 'Form',
    notSupplied: 'Not supplied',
    mark: '(b)',
    basis:
      'Every amount is the sum of its invoices in the ledger, by the business day on which it was posted, except what is marked (b): that was supplied by the buyer. Amounts of different currencies are not added.',
    lines: 'Invoices behind the figures',
    linesLeftOut: count =>
      `${count} more lines are not in this file: take a shorter period, or the list of lines as CSV, which has them all.`,
    figure: 'Figure',
    invoice: 'Invoice',
    dueDays: 'Days to the due date',
    page: (page, of) => `Page ${page} of ${of}`,
  },
  fr: {
    locale: 'fr-FR',
    title: 'Accords de financement de fournisseurs',
    period: (from, until) => `Période du ${from} au ${until}`,
    state: { OPEN: 'Projet : la période est ouverte', PREPARED: 'Préparée, non clôturée', CLOSED: 'Clôturée' },
    preparedBy: (name, day) => `Préparée par ${name} le ${day}`,
    closedBy: (name, day) => `Clôturée par ${name} le ${day}`,
    hash: hash => `SHA-256 du contenu : ${hash}`,
    allOf: currency => `Tous les programmes en ${currency}`,
    ias: 'IAS 7, paragraphes 44F à 44H',
    asu: 'ASC 405-50-50-3 (ASU 2022-04)',
    keyTerms:
      'Les termes principaux, délais de paiement et sûretés sont ceux de chaque programme ci-dessus. Sont confirmées toutes les factures approuvées dans un programme, achetées ou non par un bailleur de fonds.',
    terms: 'Termes et conditions',
    term: 'Terme',
    value: 'Valeur',
    termsVersion: 'Version des conditions',
    undertaking: 'Engagement de l’acheteur',
    transfer: 'Transfert de la créance',
    recourse: 'Recours contre le fournisseur',
    costBearer: 'Coût supporté par',
    repaidBy: 'Remboursé par',
    paymentDaysMax: 'Délai de paiement le plus long',
    paymentDays: days => `${days} jours après la date de facture`,
    undertakings: {
      IRREVOCABLE: 'Irrévocable, sans compensation',
      INFORMATION_ONLY: 'À titre d’information',
      NONE: 'Aucun',
    },
    transfers: { ASSIGNMENT: 'Cession', SUBROGATION: 'Subrogation', NONE: 'Aucun' },
    recourses: { NONE: 'Sans recours', FULL: 'Recours intégral', NOT_APPLICABLE: 'Sans objet' },
    parties: { BUYER: 'Acheteur', SUPPLIER: 'Fournisseur', NOBODY: 'Personne' },
    positions: 'Passifs financiers faisant partie de l’accord',
    carrying: 'Valeur comptable',
    funded: 'dont déjà payés aux fournisseurs par les bailleurs de fonds',
    presentedIn: lineItem => `Présentés dans : ${lineItem}`,
    unallocated: 'Non affectés à un poste',
    rangeInside: 'Échéances de paiement, en jours après la date de facture',
    rangeOutside: 'Dettes fournisseurs comparables hors de l’accord',
    days: (from, until) => (from === until ? `${from} jours` : `${from} à ${until} jours`),
    strata: 'Par échéance de paiement, à la fin de la période',
    dueWithin: 'Échéance après la date de facture',
    amount: 'Montant',
    invoices: 'Factures',
    nonCash: 'Variations sans effet de trésorerie de la valeur comptable',
    change: 'Variation',
    outstanding: 'Obligations confirmées comme valables et restant dues à la fin de la période',
    rollforward: 'Obligations confirmées comme valables',
    figures: {
      OPENING: 'Restant dû au début de la période',
      LATE: 'Écritures datées d’avant la période, passées après la clôture de la précédente',
      CONFIRMED: 'Factures confirmées pendant la période',
      PAID: 'Factures confirmées payées pendant la période',
      RETURNED: 'Paiements revenus',
      CREDITED: 'Avoirs',
      TAKEN_BACK: 'Confirmations reprises',
      OTHER: 'Autres variations',
      CLOSING: 'Restant dû à la fin de la période',
      OPENING_FUNDED: 'Payé par les bailleurs de fonds, au début de la période',
      CLOSING_FUNDED: 'Payé par les bailleurs de fonds, à la fin de la période',
    },
    facts: {
      TERMS: 'Termes et conditions',
      SECURITY: 'Sûretés et garanties',
      RANGE_NOTE: 'Explication de l’écart des échéances',
      LINE_ITEM: 'Poste du bilan',
      COMPARABLE: 'Dettes comparables',
      NON_CASH: 'Variation sans effet de trésorerie',
    },
    excluded: 'Exclus : programmes financés par l’acheteur lui-même',
    programme: 'Programme',
    supplied: 'Fourni par l’acheteur',
    suppliedBy: 'Fourni par',
    suppliedOn: 'Le',
    source: 'Source',
    byForm: 'Formulaire',
    notSupplied: 'Non fourni',
    mark: '(b)',
    basis:
      'Chaque montant est la somme de ses factures dans le grand livre, par jour ouvré de comptabilisation, sauf ce qui porte (b), fourni par l’acheteur. Les montants de devises différentes ne sont pas additionnés.',
    lines: 'Factures derrière les montants',
    linesLeftOut: count =>
      `${count} autres lignes ne sont pas dans ce fichier : prenez une période plus courte, ou la liste des lignes en CSV, qui les a toutes.`,
    figure: 'Montant publié',
    invoice: 'Facture',
    dueDays: 'Jours jusqu’à l’échéance',
    page: (page, of) => `Page ${page} sur ${of}`,
  },
};
