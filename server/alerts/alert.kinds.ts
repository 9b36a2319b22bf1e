import type { OrganizationRole, Permission } from '../platform/viewer.js';

export const alertKindNames = [
  'DUE_SOON',
  'OVERDUE',
  'NEW_OFFER',
  'OFFER_ENDING',
  'LIMIT_NEAR',
  'PAYMENT_FAILED',
  'DOCUMENT_HELD',
  'INVOICE_DISPUTED',
  'APPROVAL_WAITING',
  'PAYMENT_FILE_WAITING',
  'PAYMENT_FILE_ENDING',
  'COLLECTION_ANNOUNCED',
  'ADMISSION_EXPIRING',
  'FEED_LATE',
  'WEBHOOK_DISABLED',
  'ENTRY_UNMATCHED',
  'WRONG_PAYER',
  'BANK_REPORT_HELD',
] as const;

export type AlertKind = (typeof alertKindNames)[number];

/**
 * How an alert reaches a person: on the pages alone, there and by mail at once, there and in one mail a day, not at all. What
 * comes by mail is in the application as well.
 */
export type Delivery = 'APPLICATION' | 'MAIL' | 'DIGEST' | 'OFF';

const checkers = {
  BUYER: ['CHECKER'],
  SUPPLIER: ['CHECKER'],
  FUNDER: ['CHECKER'],
  INSURER: ['CHECKER'],
  OPERATOR: ['CHECKER'],
} as const;

const payers = { BUYER: ['CHECKER'], SUPPLIER: ['CHECKER'], FUNDER: ['CHECKER'] } as const;

interface KindRule {
  /** Who is told where nothing else was asked for: in an organization of this role, whoever has one of the permissions. */
  readonly hears: Readonly<Partial<Record<OrganizationRole, readonly Permission[]>>>;
  /** How, where nothing else was asked for. */
  readonly delivery: Exclude<Delivery, 'OFF'>;
}

const administratorsOfAll = {
  BUYER: ['ADMINISTRATOR'],
  SUPPLIER: ['ADMINISTRATOR'],
  FUNDER: ['ADMINISTRATOR'],
  INSURER: ['ADMINISTRATOR'],
  OPERATOR: ['ADMINISTRATOR'],
} as const;

/**
 * Quiet by default: each kind comes to those whose work it is. By mail at once comes what stops money or waits for this one
 * person; once a day what has days to be dealt with; the rest is on the pages.
 */
export const alertKinds: Readonly<Record<AlertKind, KindRule>> = {
  DUE_SOON: { hears: { BUYER: ['CHECKER'], FUNDER: ['CHECKER'] }, delivery: 'DIGEST' },
  OVERDUE: {
    hears: { BUYER: ['CHECKER'], SUPPLIER: ['DEALER'], FUNDER: ['RISK'], OPERATOR: ['RISK'] },
    delivery: 'MAIL',
  },
  NEW_OFFER: { hears: { SUPPLIER: ['DEALER'], BUYER: ['DEALER'] }, delivery: 'APPLICATION' },
  OFFER_ENDING: { hears: { SUPPLIER: ['DEALER'], BUYER: ['DEALER'] }, delivery: 'MAIL' },
  LIMIT_NEAR: { hears: { FUNDER: ['RISK'], OPERATOR: ['RISK'] }, delivery: 'DIGEST' },
  PAYMENT_FAILED: {
    hears: { BUYER: ['CHECKER'], SUPPLIER: ['CHECKER'], FUNDER: ['CHECKER'], OPERATOR: ['CHECKER'] },
    delivery: 'MAIL',
  },
  DOCUMENT_HELD: { hears: { BUYER: ['MAKER'] }, delivery: 'DIGEST' },
  INVOICE_DISPUTED: { hears: { SUPPLIER: ['MAKER'] }, delivery: 'MAIL' },
  APPROVAL_WAITING: { hears: { BUYER: ['CHECKER'] }, delivery: 'MAIL' },
  PAYMENT_FILE_WAITING: { hears: payers, delivery: 'MAIL' },
  PAYMENT_FILE_ENDING: { hears: payers, delivery: 'MAIL' },
  // A collection can be a business day away, and one from a company cannot be asked back.
  COLLECTION_ANNOUNCED: { hears: { BUYER: ['CHECKER'] }, delivery: 'MAIL' },
  ADMISSION_EXPIRING: {
    hears: administratorsOfAll,
    delivery: 'DIGEST',
  },
  FEED_LATE: { hears: { OPERATOR: ['ADMINISTRATOR'] }, delivery: 'MAIL' },
  WEBHOOK_DISABLED: { hears: administratorsOfAll, delivery: 'MAIL' },
  ENTRY_UNMATCHED: { hears: checkers, delivery: 'DIGEST' },
  WRONG_PAYER: { hears: checkers, delivery: 'MAIL' },
  BANK_REPORT_HELD: { hears: checkers, delivery: 'MAIL' },
};

export type ThresholdUnit = 'DAYS' | 'HOURS' | 'PERCENT' | 'SECONDS';

/** From when on a kind tells: a whole number of the unit within the range, both ends included. */
export interface ThresholdRule {
  readonly unit: ThresholdUnit;
  readonly least: number;
  readonly most: number;
  readonly byDefault: number;
}

/** The kinds of which each person may say from when on it is told; the ranges are held by the database as well. */
export const alertThresholds = {
  /** So many days before payments are due, all of one day together. */
  DUE_SOON: { unit: 'DAYS', least: 1, most: 60, byDefault: 3 },
  /** When a quarter of the time to choose is left, and at most so many hours. */
  OFFER_ENDING: { unit: 'HOURS', least: 1, most: 240, byDefault: 24 },
  /** So many hours before a file lapses: where nobody chooses, at noon of the last day on which it can be released. */
  PAYMENT_FILE_ENDING: { unit: 'HOURS', least: 1, most: 240, byDefault: 12 },
  /** When a limit comes to be used so far; again only after it was ten points lower. */
  LIMIT_NEAR: { unit: 'PERCENT', least: 50, most: 100, byDefault: 80 },
  /** So many days before a document expires. */
  ADMISSION_EXPIRING: { unit: 'DAYS', least: 1, most: 180, byDefault: 30 },
  /** After so many seconds of real time for which one transaction held back the feed. */
  FEED_LATE: { unit: 'SECONDS', least: 5, most: 3600, byDefault: 5 },
} as const satisfies Partial<Record<AlertKind, ThresholdRule>>;

export type KindWithThreshold = keyof typeof alertThresholds;

export function thresholdRule(kind: AlertKind): ThresholdRule | undefined {
  return (alertThresholds as Partial<Record<AlertKind, ThresholdRule>>)[kind];
}

/** Kinds of which only those are told who may release what waits, whatever anybody asks for. */
export const releaseKinds: readonly AlertKind[] = ['APPROVAL_WAITING', 'PAYMENT_FILE_WAITING', 'PAYMENT_FILE_ENDING'];

/** The rules as rows for the database: (kind, role, permissions, delivery, threshold). */
export const kindRows: readonly object[] = alertKindNames.flatMap(kind =>
  Object.entries(alertKinds[kind].hears).map(([role, permissions]) => ({
    kind,
    role,
    permissions,
    delivery: alertKinds[kind].delivery,
    threshold: thresholdRule(kind)?.byDefault ?? null,
  })),
);

/** The kinds that there can be for an organization of these roles. */
export function kindsOf(roles: readonly OrganizationRole[]): AlertKind[] {
  return alertKindNames.filter(kind => roles.some(role => alertKinds[kind].hears[role] !== undefined));
}

/** How a kind reaches a member of these roles and permissions that asked for nothing else. */
export function defaultDelivery(
  kind: AlertKind,
  { roles, permissions }: { readonly roles: readonly OrganizationRole[]; readonly permissions: readonly Permission[] },
): Delivery {
  const { hears, delivery } = alertKinds[kind];
  const isTold = roles.some(role => hears[role]?.some(permission => permissions.includes(permission)));
  return isTold ? delivery : 'OFF';
}
