import { ApiClient, eur, expectSuccess } from './api-client.js';
import { joinParty, type Market, type Party } from './trade.js';

/* Organizations and people that come in by invitation, as everybody does who is not in the demo. */

/** Long enough for any rule on passwords. */
const PASSWORD = 'correct horse battery staple 7';

const link = 'invitation { link }';

let newcomers = 0;

function newEmail(): string {
  newcomers += 1;
  return `newcomer.${process.pid}.${newcomers}@example.test`;
}

/** Invited by the operator, registered, and admitted; its one person may do all its role does, its account is verified. */
export async function newOrganization(market: Market, role: 'FUNDER' | 'BUYER', name: string): Promise<Party> {
  const email = newEmail();
  const operator = market.operator.as('ADMINISTRATOR');
  return register(market, name, email, await operator.succeedPlain('inviteOrganization', { role, name, email }, link));
}

/** A supplier that the buyer invited to a programme of its own, with the terms accepted. */
export async function newSupplier(market: Market, programmeId: string, name: string): Promise<Party> {
  const email = newEmail();
  const buyer = market.buyer.as('ADMINISTRATOR');
  const invited = await buyer.succeedPlain('inviteSupplier', { programmeId, name, email }, link);
  const supplier = await register(market, name, email, invited);
  await acceptTerms(supplier, programmeId);
  return supplier;
}

/** The party accepts the programme's terms as they are published. */
export async function acceptTerms(party: Party, programmeId: string): Promise<void> {
  const { node } = await party.reader.query<{ node: { terms: { id: string; hash: string } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Programme { terms { id hash } } } }',
    { id: programmeId },
  );
  const { id: termsId, hash } = node.terms;
  await party.as('DEALER').succeed('acceptTerms', { termsId, hash }, 'terms { acceptedAt }');
}

async function register(market: Market, name: string, email: string, invited: object): Promise<Party> {
  const operator = market.operator.as('ADMINISTRATOR');
  const input = {
    token: invitationToken(invited),
    personName: `Person of ${name}`,
    email,
    password: PASSWORD,
    organization: { name, country: 'DE', registrationNumber: `HRB ${process.pid}${newcomers}`, sizeBand: 'LARGE' },
    account: { iban: germanIban(newcomers), holderName: name },
    carrier: 'BEARER',
  };
  const { server } = operator;
  const accepted = expectSuccess(await new ApiClient(server).mutate('acceptInvitation', input, 'token'));
  const party = await joinParty(new Map(), new ApiClient(server, accepted.token as string));
  await operator.succeedPlain('admitOrganization', { organizationId: party.id }, 'organization { state }');
  await verifyAccounts(market, party.id);
  return party;
}

/** A funder of the market's programme, with its terms accepted and a limit in total and on the buyer. */
export async function newFunder(market: Market, name: string, limit: string): Promise<Party> {
  const funder = await newOrganization(market, 'FUNDER', name);
  const { programmeId, buyer } = market;
  const funderId = funder.id;
  await market.operator.as('ADMINISTRATOR').succeedPlain('addFunder', { programmeId, funderId }, 'programme { id }');
  await acceptTerms(funder, programmeId);
  const risk = funder.as('RISK');
  await risk.succeed('setLimit', { scope: 'TOTAL', limit: eur(limit) }, 'limit { id }');
  await risk.succeed('setLimit', { scope: 'BUYER', buyerId: buyer.id, limit: eur(limit) }, 'limit { id }');
  return funder;
}

/** A further person of the party, invited by its administrator: a new one, or one who has an account here already. */
export async function newMember(
  party: Party,
  permissions: readonly string[],
  { email, password } = { email: newEmail(), password: PASSWORD },
): Promise<ApiClient> {
  const administrator = party.as('ADMINISTRATOR');
  const name = `Member ${newcomers}`;
  const invited = await administrator.succeedPlain('inviteMember', { name, email, permissions }, link);
  const input = { token: invitationToken(invited), personName: name, email, password, carrier: 'BEARER' };
  const accepted = await new ApiClient(administrator.server).mutate('acceptInvitation', input, 'token');
  return new ApiClient(administrator.server, expectSuccess(accepted).token as string);
}

export async function verifyAccounts(market: Market, organizationId: string): Promise<void> {
  const checker = market.operator.as('CHECKER');
  const { node } = await checker.query<{ node: { bankAccounts: { id: string; state: string }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Organization { bankAccounts { id state } } } }',
    { id: organizationId },
  );
  for (const { id: bankAccountId, state } of node.bankAccounts) {
    if (state !== 'PROPOSED') continue;
    await checker.succeed('verifyBankAccount', { bankAccountId, payeeCheck: 'MATCH' }, 'bankAccount { state }');
  }
}

/** The token is the last part of the link that an invitation is sent with. */
function invitationToken(invited: object): string {
  const { link } = (invited as { invitation: { link: string } }).invitation;
  return link.split(/[/#?=]/).at(-1)!;
}

/** A German IBAN with right check digits: ISO 13616, mod 97-10. */
function germanIban(account: number): string {
  const bban = `50010517${String(account).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${bban}131400`) % 97n);
  return `DE${check.toString().padStart(2, '0')}${bban}`;
}
