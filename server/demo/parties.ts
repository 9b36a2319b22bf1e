import type { OrganizationRole, Permission } from '../platform/viewer.js';

/** A person of the demo market. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  /** What it may do once the market stands. */
  readonly permissions: readonly Permission[];
}

/** An organization of the demo market. None of them exists: their numbers only pass the checks that every number must. */
export interface DemoOrganization {
  readonly role: OrganizationRole;
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly taxId: string;
  readonly lei: string;
  readonly sizeBand: 'MICRO' | 'SMALL' | 'MEDIUM' | 'LARGE';
  readonly sector: string;
  readonly account: { readonly iban: string; readonly bic: string; readonly holderName: string };
  /** The first registers the organization; a second one makes four eyes. */
  readonly people: readonly [DemoPerson, ...DemoPerson[]];
}

export type DemoParty = 'operator' | 'buyer' | 'supplier' | 'funderA' | 'funderB';

export const demoOrganizations: Readonly<Record<DemoParty, DemoOrganization>> = {
  operator: {
    role: 'OPERATOR',
    name: 'Tenor Operations SAS',
    country: 'FR',
    registrationNumber: '014026173',
    taxId: 'FR28014026173',
    lei: '9695TENOR0OPERATOR05',
    sizeBand: 'SMALL',
    sector: 'Financial market operation',
    account: { iban: 'FR7699999000010000001001446', bic: 'TNRBFRPP', holderName: 'Tenor Operations SAS' },
    people: [
      {
        name: 'Inès Moreau',
        email: 'ines.moreau@tenor.example',
        permissions: ['ADMINISTRATOR', 'CHECKER', 'MAKER', 'RISK'],
      },
      { name: 'Jonas Weber', email: 'jonas.weber@tenor.example', permissions: ['ADMINISTRATOR', 'CHECKER'] },
    ],
  },
  buyer: {
    role: 'BUYER',
    name: 'Groupe Hôtelier Lumière SA',
    country: 'FR',
    registrationNumber: '027182815',
    taxId: 'FR72027182815',
    lei: '9695LUMIERE00HOTEL27',
    sizeBand: 'LARGE',
    sector: 'Hotels',
    account: { iban: 'FR7699999000020000027182895', bic: 'TNRBFRPP', holderName: 'Groupe Hôtelier Lumière SA' },
    people: [
      {
        name: 'Claire Fontaine',
        email: 'claire.fontaine@lumiere.example',
        permissions: ['ADMINISTRATOR', 'MAKER'],
      },
      { name: 'Marc Delorme', email: 'marc.delorme@lumiere.example', permissions: ['CHECKER'] },
    ],
  },
  supplier: {
    role: 'SUPPLIER',
    name: 'Ateliers Verdier SARL',
    country: 'FR',
    registrationNumber: '031415920',
    taxId: 'FR50031415920',
    lei: '9695VERDIER0ATELIE58',
    sizeBand: 'SMALL',
    sector: 'Linen and textiles',
    account: { iban: 'FR7699999000030000031415960', bic: 'TNRBFRPP', holderName: 'Ateliers Verdier SARL' },
    people: [
      {
        name: 'Nora Verdier',
        email: 'nora.verdier@verdier.example',
        permissions: ['ADMINISTRATOR', 'CHECKER', 'DEALER', 'MAKER'],
      },
    ],
  },
  funderA: {
    role: 'FUNDER',
    name: 'Nordlicht Kapital GmbH',
    country: 'DE',
    registrationNumber: 'HRB990017',
    taxId: 'DE990011732',
    lei: '5299NORDLICHT0KAPI86',
    sizeBand: 'MEDIUM',
    sector: 'Trade finance',
    account: { iban: 'DE46999999990000567812', bic: 'TNRBDEFF', holderName: 'Nordlicht Kapital GmbH' },
    people: [
      {
        name: 'Felix Brandt',
        email: 'felix.brandt@nordlicht.example',
        permissions: ['ADMINISTRATOR', 'CHECKER', 'DEALER', 'RISK'],
      },
      { name: 'Hanna Krüger', email: 'hanna.krueger@nordlicht.example', permissions: ['CHECKER', 'RISK'] },
    ],
  },
  funderB: {
    role: 'FUNDER',
    name: 'Polder Trade Finance B.V.',
    country: 'NL',
    registrationNumber: '99001173',
    taxId: 'NL900117308B01',
    lei: '7245POLDER0TRADEFI65',
    sizeBand: 'MEDIUM',
    sector: 'Trade finance',
    account: { iban: 'NL76TNRB0123456789', bic: 'TNRBNL2A', holderName: 'Polder Trade Finance B.V.' },
    people: [
      {
        name: 'Sanne de Vries',
        email: 'sanne.devries@polder.example',
        permissions: ['ADMINISTRATOR', 'CHECKER', 'DEALER', 'RISK'],
      },
      { name: 'Pieter Bakker', email: 'pieter.bakker@polder.example', permissions: ['CHECKER'] },
    ],
  },
};
