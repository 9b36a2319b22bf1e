import type { Arrow, Machine } from '../events/index.js';

export type OrganizationState = 'INVITED' | 'JOINED' | 'PENDING' | 'ADMITTED' | 'SUSPENDED' | 'REFUSED';

const member = 'an administrator of the organization, or a person who accepts its invitation';

function ofDocuments(state: OrganizationState): Arrow<OrganizationState> {
  return { from: state, to: state, event: 'organization.documentRecorded', by: 'the operator' };
}

/** A new member and a change of one are told without a change of state. */
function ofMembers(state: OrganizationState, event: string): Arrow<OrganizationState> {
  return { from: state, to: state, event: `organization.${event}`, by: member };
}

function ofRate(state: OrganizationState): Arrow<OrganizationState> {
  return { from: state, to: state, event: 'organization.rateChanged', by: 'an administrator of the supplier' };
}

function ofAddress(state: OrganizationState): Arrow<OrganizationState> {
  return { from: state, to: state, event: 'organization.addressChanged', by: 'an administrator of the organization' };
}

/** So are the keys of its programs. */
function ofKeys(state: OrganizationState, event: string): Arrow<OrganizationState> {
  return { from: state, to: state, event: `organization.${event}`, by: 'an administrator of the organization' };
}

export const organizationMachine: Machine<OrganizationState> = {
  subject: 'organization',
  table: 'organization',
  arrows: [
    { from: '', to: 'INVITED', event: 'organization.invited', by: 'maker of a buyer, by a file that names it' },
    { from: 'INVITED', to: 'JOINED', event: 'organization.joined', by: 'sweep, when the supplier is here' },
    { from: '', to: 'PENDING', event: 'organization.registered', by: 'the invited person' },
    { from: 'PENDING', to: 'ADMITTED', event: 'organization.admitted', by: 'the operator' },
    { from: 'PENDING', to: 'REFUSED', event: 'organization.refused', by: 'the operator' },
    {
      from: 'ADMITTED',
      to: 'SUSPENDED',
      event: 'organization.suspended',
      by: 'the operator, or the sweep on the day after a document of its admission expired',
    },
    { from: 'SUSPENDED', to: 'ADMITTED', event: 'organization.resumed', by: 'the operator' },
    ofMembers('PENDING', 'memberJoined'),
    ofMembers('ADMITTED', 'memberJoined'),
    ofMembers('SUSPENDED', 'memberJoined'),
    ofMembers('PENDING', 'memberChanged'),
    ofMembers('ADMITTED', 'memberChanged'),
    ofMembers('SUSPENDED', 'memberChanged'),
    ofMembers('REFUSED', 'memberChanged'),
    ...(['PENDING', 'ADMITTED', 'SUSPENDED'] as const).flatMap(state => [
      ofKeys(state, 'keyCreated'),
      ofKeys(state, 'keyRotated'),
      ofKeys(state, 'keyRevoked'),
    ]),
    ofKeys('REFUSED', 'keyRevoked'),
    ofDocuments('PENDING'),
    ofDocuments('ADMITTED'),
    ofDocuments('SUSPENDED'),
    ofRate('PENDING'),
    ofRate('ADMITTED'),
    ofRate('SUSPENDED'),
    ofAddress('PENDING'),
    ofAddress('ADMITTED'),
    ofAddress('SUSPENDED'),
  ],
};

export type BankAccountState = 'PROPOSED' | 'VERIFIED' | 'REFUSED' | 'CLOSED';

export const bankAccountMachine: Machine<BankAccountState> = {
  subject: 'bank_account',
  table: 'bank_account',
  arrows: [
    { from: '', to: 'PROPOSED', event: 'account.proposed', by: 'an administrator of the organization' },
    {
      from: 'PROPOSED',
      to: 'VERIFIED',
      event: 'account.verified',
      by: 'a checker other than the proposer; of the operator where the organization has one member',
    },
    { from: 'PROPOSED', to: 'REFUSED', event: 'account.refused', by: 'as verified, or a payee check without a match' },
    {
      from: 'VERIFIED',
      to: 'CLOSED',
      event: 'account.changed',
      by: 'an administrator, or the verification of another account in the currency',
    },
    { from: 'VERIFIED', to: 'VERIFIED', event: 'account.formatChanged', by: 'an administrator of the organization' },
  ],
};
