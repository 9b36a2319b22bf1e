import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionNode, Kind, parse, type TypeNode } from 'graphql';
import { allMachines } from '../../support/machines.js';
import { projectRoot } from '../../../server/platform/project-root.js';
import { documentProblems } from '../../../web/src/texts/document-problems.js';
import { en } from '../../../web/src/texts/en.js';
import { fr } from '../../../web/src/texts/fr.js';
import { inFrench } from '../../../web/src/texts/french.js';

const catalogues = { en, fr } as const;

/** Every text with the path of its key. */
function textsOf(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : textsOf(value as object, `${path}${key}.`),
  );
}

function groupAt(catalogue: object, path: string): Record<string, string> {
  return path.split('.').reduce((node, key) => (node as Record<string, object>)[key]!, catalogue) as never;
}

describe.each(Object.entries(catalogues))('the catalogue %s', (_, catalogue) => {
  const texts = textsOf(catalogue);

  test('has no text that is empty or ends in a space', () => {
    expect(texts.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  test('has one text for one and another for several, where something counts', () => {
    const keys = new Set(texts.map(([key]) => key));
    const alone = [...keys].filter(key => key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other')));
    expect(alone).toEqual([]);
  });
});

test('the French texts say what the English ones say: they have the same places to fill in', () => {
  const placesOf = (text: string) => [...text.matchAll(/\{\{[^}]+\}\}/g)].map(([place]) => place).sort();
  const french = new Map(textsOf(fr));
  const wrong = textsOf(en).filter(
    ([key, text]) => placesOf(text).join() !== placesOf(french.get(key)!).join() && !key.endsWith('_one'),
  );
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test('French is set as French: narrow spaces before double signs, and the apostrophe of print', () => {
  expect(inFrench({ said: 'Il dit : « oui » !', count_other: '{{count}} %', inner: { why: 'Qui ?' } })).toEqual({
    said: 'Il dit\u202F: «\u202Foui\u202F»\u202F!',
    count_other: '{{count}}\u202F%',
    count_many: '{{count}}\u202F%',
    inner: { why: 'Qui\u202F?' },
  });
  expect(textsOf(fr).filter(([, text]) => /'| [:;!?%»]|[a-zé][:;!?]/.test(text))).toEqual([]);
});

/** The groups of texts for what the API names by a code: for each enum, and each field of codes, of the schema. */
const spoken: Readonly<Record<string, string>> = {
  AlertDelivery: 'alertDelivery',
  AlertKind: 'alertKind',
  AlertState: 'state.alert',
  AlertThresholdUnit: 'alertSettings.unit',
  AdmissionDocumentKind: 'admissionDocuments.kinds',
  ApiKeyScope: 'keyScope',
  ApiKeyState: 'state.apiKey',
  ApprovalState: 'state.approval',
  AuctionKind: 'auctionKind',
  AuctionState: 'state.auction',
  BankAccountState: 'state.bankAccount',
  BankBehaviour: 'behaviour',
  BankEntryReason: 'bankEntryReason',
  BankEntrySide: 'bankEntrySide',
  BankEntryState: 'state.bankEntry',
  BankFileReason: 'bankFileReason',
  BankFileState: 'state.bankFile',
  BankMessageHoldReason: 'holdReason',
  BankMessageKind: 'bankMessageKind',
  BankReportMessage: 'bankReportMessage',
  BankReportReason: 'bankReportReason',
  BankReportState: 'state.bankReport',
  BidState: 'state.bid',
  CalendarCode: 'calendarCode',
  CalendarSpan: 'figures.spans',
  ClaimPart: 'claimPart',
  CompleteExportFailure: 'completeExportFailure',
  CostBearer: 'party',
  CreditKind: 'creditKind',
  CreditNoteState: 'state.creditNote',
  CreditOutcome: 'creditOutcome',
  DayCount: 'dayCount',
  DiscountKind: 'discountKind',
  DecisionReason: 'decisionReason',
  DisclosureFactKind: 'disclosureFactKind',
  DisclosureFigureKind: 'disclosureFigure',
  DisclosureMoment: 'disclosureMoment',
  DisclosurePackState: 'state.disclosurePack',
  DisclosurePeriodKind: 'disclosurePeriodKind',
  DueChange: 'dueChange',
  DueField: 'dueField',
  DueHold: 'dueHold',
  FeePayer: 'party',
  CompleteExportState: 'state.completeExport',
  FeeBillState: 'state.feeBill',
  FinancingState: 'state.financing',
  Initiator: 'party',
  InvoiceState: 'state.invoice',
  LateSide: 'lateSide',
  LimitScope: 'limitScope',
  LineOutcome: 'lineOutcome',
  LineReason: 'leftOut',
  LookKind: 'lookKind',
  MandateScheme: 'mandateScheme',
  MandateState: 'state.mandate',
  OrganizationRole: 'role',
  OrganizationState: 'state.organization',
  OverrideAct: 'overrideAct',
  OverrideState: 'state.override',
  PayeeCheck: 'payeeCheck',
  PaymentFormat: 'paymentFormats',
  PaymentDirection: 'direction',
  PaymentFileDirection: 'paymentFileDirection',
  PaymentFileState: 'state.paymentFile',
  PaymentKind: 'paymentKind',
  PaymentState: 'state.payment',
  Permission: 'permission',
  PriceKind: 'priceKind',
  ProblemCode: 'problem',
  Product: 'product',
  ReleaseObstacle: 'releaseObstacle',
  ReportedFigureKind: 'reported',
  RollConvention: 'rollConvention',
  RefundState: 'state.refund',
  ResolutionKind: 'resolutionKind',
  ResolutionState: 'state.entryResolution',
  Side: 'side',
  StuckReason: 'stuckPayments.why',
  Undertaking: 'undertaking',
  WebhookDeliveryState: 'state.webhookDelivery',
  WebhookDisabledReason: 'webhookDisabledReason',
  WebhookEndpointState: 'state.webhookEndpoint',
  WebhookFault: 'webhookFault',
  'Bid.lostReason': 'lostReason',
  'Financing.failedBy': 'financingPage.failedBy',
  'Financing.platformFeePayer': 'party',
  'Invoice.heldReason': 'held',
  'LedgerAccount.kind': 'accountKind',
  'Movement.causeKind': 'causeKind',
  'Movement.kind': 'movementKind',
  'Organization.sizeBand': 'sizeBand',
  'Payment.heldReason': 'heldPayment',
  'PaymentHistory.averageDaysLateBand': 'band',
  'PaymentHistory.disputedBand': 'band',
  'PaymentHistory.invoicesPaidBand': 'band',
  'Quote.platformFeePayer': 'party',
  'ReleaseFault.code': 'releaseFault',
  'SeenPayment.kind': 'paymentKind',
  'Session.carrier': 'carrier',
  'SplitDiffers.moment': 'disclosureMoment',
  'Terms.costBearer': 'party',
  'Terms.disclosure': 'disclosure',
  'Terms.initiator': 'party',
  'Terms.platformFeePayer': 'party',
  'Terms.recourse': 'recourse',
  'Terms.transfer': 'transfer',
};

/** Codes that no screen writes out: they decide what is shown. */
const silent =
  /^(\w+Action|\w+Order|Carrier|CommissionBase|Language)$|^(InvitationPreview\.kind|DocumentProblem\.severity)$/;
/** Abbreviations in descriptions, which are no codes. */
const abbreviations =
  /^(BIC|CSV|ECB|EUR|GST|IANA|IBAN|ISO|LEI|PDF|SHA|UNTDID|UPPER_SNAKE|USD|UTF|VAT|XML|XPATH|BEARER|COOKIE)$/;

test('whatever the schema names by a code has a text in every catalogue', () => {
  const { definitions } = parse(readFileSync(join(projectRoot(), 'schema/schema.graphql'), 'utf8'));
  const codes = definitions.flatMap(codesOf);
  expect(codes.length).toBeGreaterThan(40);
  const unheard = codes.filter(({ name }) => !(name in spoken) && !silent.test(name));
  expect(unheard).toEqual([]);
  for (const [language, catalogue] of Object.entries(catalogues)) {
    const missing = codes
      .filter(({ name }) => name in spoken)
      .map(({ name, values }) => ({ name, values: values.filter(value => !groupAt(catalogue, spoken[name]!)[value]) }))
      .filter(({ values }) => values.length > 0);
    expect({ language, missing }).toEqual({ language, missing: [] });
  }
});

interface Codes {
  readonly name: string;
  readonly values: readonly string[];
}

/** Enums, and the fields of objects whose description lists the codes they may hold. */
function codesOf(definition: DefinitionNode): Codes[] {
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
    return [{ name: definition.name.value, values: (definition.values ?? []).map(({ name }) => name.value) }];
  }
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return (definition.fields ?? []).flatMap(field => {
    const words = field.description?.value.match(/\b[A-Z][A-Z_]{2,}\b/g) ?? [];
    const values = words.filter(word => !abbreviations.test(word));
    const isCode = isText(field.type) && values.length > 0;
    return isCode || field.name.value === 'carrier'
      ? [{ name: `${definition.name.value}.${field.name.value}`, values }]
      : [];
  });
}

function isText(type: TypeNode): boolean {
  return type.kind === Kind.NAMED_TYPE ? type.name.value === 'String' : isText(type.type);
}

/** The code of the server, whose codes inside texts are no part of the schema. */
const serverCode = sourcesIn('server').join('\n');

function sourcesIn(folder: string): string[] {
  const root = join(projectRoot(), folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file));
  return files.map(file => readFileSync(join(root, file), 'utf8'));
}

function found(pattern: RegExp): string[] {
  return [...new Set([...serverCode.matchAll(pattern)].map(([, code]) => code!))].sort();
}

test('every reason against a listing has a text in every catalogue', () => {
  const [, messages] = /const messages = \{(.+?)\n\} as const/s.exec(serverCode)!;
  const codes = [...messages!.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, code]) => code!);
  expect(codes).toContain('DISBURSEMENT_OUT');
  for (const catalogue of Object.values(catalogues)) {
    expect(codes.filter(code => !(code in catalogue.eligibility))).toEqual([]);
  }
});

test('every fault of a field has a text in every catalogue', () => {
  const codes = found(
    /\b(?:fault|fieldFault|refuse)\(\s*(?:context,\s*)?(?:(?:'[\w.]*'|`[^`]*`|path),\s*)?'([A-Z][A-Z_]+)'/g,
  );
  // Of the routes of files: told as problems of a document, or to programs alone.
  const elsewhere = new Set([...Object.keys(documentProblems.fr), 'NOT_AVAILABLE', 'NOT_FOUND', 'UNAUTHENTICATED']);
  expect(codes).toContain('NOTHING_LEFT');
  for (const catalogue of Object.values(catalogues)) {
    expect(codes.filter(code => !(code in catalogue.fieldFault) && !elsewhere.has(code))).toEqual([]);
  }
});

test('everything that can be wrong with a document has a text in every language but English, which the server speaks', () => {
  const [, union] = /type DocumentProblemCode =(.+?);/s.exec(serverCode)!;
  const ofReading = [...union!.matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, code]) => code!);
  const ofLanding = found(/problemAt\(content, [\w']+, '([A-Z][A-Z_]+)'/g);
  expect(ofReading.length).toBeGreaterThan(30);
  expect(ofLanding).toContain('NOT_A_PARTY');
  for (const texts of Object.values(documentProblems)) {
    expect([...ofReading, ...ofLanding].filter(code => !(code in texts))).toEqual([]);
  }
});

test('every event has a text in every catalogue', () => {
  const ofMachines = allMachines.flatMap(machine => machine.arrows.map(({ event }) => event));
  const written = found(/\b(?:type|event): '([a-z]\w*\.[a-z]\w*)'/g);
  const types = [...new Set([...ofMachines, ...written])].sort();
  expect(types).toContain('programme.termsPublished');
  for (const catalogue of Object.values(catalogues)) {
    const events = new Set(textsOf(catalogue.event).map(([key]) => key));
    expect(types.filter(type => !events.has(type))).toEqual([]);
  }
});

test('a screen takes its words from the language in force, never from one catalogue', () => {
  const [app, parts, screens] = ['web/src/app', 'web/src/parts', 'web/src/screens'].map(sourcesIn);
  const direct = [...app!, ...parts!, ...screens!].filter(source =>
    /^import \{.*\} from '.*texts\/(en|fr)\.js'/m.test(source),
  );
  expect(direct).toEqual([]);
});
