import { type ExecutionResult, type GraphQLSchema, graphql } from 'graphql';
import { buildSchema } from 'type-graphql';
import * as identity from '../../server/identity/index.js';
import * as organizations from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { anonymousViewer, type Viewer } from '../../server/platform/viewer.js';
import * as programmes from '../../server/programmes/index.js';
import { newcomer, openSeededMarket, type SeededMarket, strongPassword, wireMember } from '../support/seeded-market.js';

let market: SeededMarket;
let schema: GraphQLSchema;
beforeAll(async () => {
  market = await openSeededMarket();
  schema = await buildSchema({
    resolvers: [
      organizations.OrganizationResolver,
      organizations.BankAccountResolver,
      identity.SessionResolver,
      identity.ViewerResolver,
      identity.MemberResolver,
      identity.OrganizationMembersResolver,
      identity.BankAccountPersonsResolver,
      programmes.ProgrammeResolver,
      programmes.TermsResolver,
      programmes.InvitationResolver,
    ],
    validate: false,
  });
});
afterAll(() => market.close());

/** What a caller's connection was told. */
interface Carried {
  readonly set: [string, Date][];
  cleared: number;
}

async function ask(viewer: Viewer, source: string, variables: object = {}) {
  const carried: Carried = { set: [], cleared: 0 };
  const services = {
    signIn: market.door,
    origin: 'https://tenor.example',
    carrier: {
      address: '192.0.2.1',
      setSessionCookie: (token: string, expiresAt: Date) => void carried.set.push([token, expiresAt]),
      clearSessionCookie: () => {
        carried.cleared += 1;
      },
    },
  } as unknown as Services;
  const contextValue = new RequestContext(viewer, market.database, market.work, services, 'test');
  const result: ExecutionResult = await graphql({ schema, source, contextValue, variableValues: { ...variables } });
  if (result.errors) throw result.errors[0]!.originalError ?? result.errors[0]!;
  return { data: JSON.parse(JSON.stringify(result.data)), carried };
}

const whole = `viewer { person { name email } member { id permissions availableActions } permissions demo
  organization { name state members { person { name } } bankAccounts { iban state proposedBy { name } verifiedBy { name } } }
  marketClock { now today cutOffAt zone businessDay } }`;

const signInDocument = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename
  ... on SignInSuccess { token ${whole} } ... on Problem { code message } } }`;

test('signing in answers as the person who signed in: a cookie in the reply, or a token in the answer', async () => {
  const { email, password, name, viewer } = market.parties.supplier;
  const cookie = await ask(anonymousViewer, signInDocument, { input: { email, password, carrier: 'COOKIE' } });
  expect(cookie.data.signIn).toMatchObject({
    __typename: 'SignInSuccess',
    token: null,
    viewer: {
      person: { name, email },
      member: { id: wireMember(viewer), availableActions: ['SET_PERMISSIONS', 'SET_CEILINGS', 'SET_SUBSTITUTE'] },
      permissions: ['MAKER', 'CHECKER', 'DEALER', 'ADMINISTRATOR'],
      demo: true,
      organization: {
        name: 'Ateliers Verdier SARL',
        state: 'ADMITTED',
        members: [{ person: { name } }],
        // The operator's person is not named.
        bankAccounts: [
          { iban: 'FR7699999000030000031415960', state: 'VERIFIED', proposedBy: { name }, verifiedBy: null },
        ],
      },
      marketClock: { zone: 'Europe/Paris' },
    },
  });
  expect(cookie.carried.set).toEqual([[expect.stringMatching(/^tnr_/), expect.any(Date)]]);

  const bearer = await ask(anonymousViewer, signInDocument, { input: { email, password, carrier: 'BEARER' } });
  expect(bearer.data.signIn.token).toMatch(/^tnr_/);
  expect(bearer.carried.set).toEqual([]);
});

test('a refusal opens nothing', async () => {
  const { email } = market.parties.supplier;
  const { data, carried } = await ask(anonymousViewer, signInDocument, {
    input: { email, password: 'not the password', carrier: 'COOKIE' },
  });
  expect(data.signIn).toEqual({
    __typename: 'SignInRefused',
    code: 'SIGN_IN_REFUSED',
    message: 'This does not open a session: check what you entered.',
  });
  expect(carried.set).toEqual([]);
});

test('nobody is the viewer until somebody signs in, nor after signing out', async () => {
  expect((await ask(anonymousViewer, `{ ${whole} sessions { id } }`)).data).toEqual({ viewer: null, sessions: [] });
  const { email, password } = market.parties.buyerMaker;
  const input = { email, password, carrier: 'BEARER' };
  const { data } = await ask(anonymousViewer, signInDocument, { input });
  const viewer = await market.readAs(anonymousViewer, db => identity.viewerOfToken(db, data.signIn.token, 'BEARER'));
  const sessions = (await ask(viewer!, '{ sessions { carrier current } }')).data.sessions;
  expect(sessions.filter((each: { current: boolean }) => each.current)).toEqual([{ carrier: 'BEARER', current: true }]);
  const out = await ask(viewer!, 'mutation { signOut { signedOut } }');
  expect(out).toEqual({ data: { signOut: { signedOut: true } }, carried: { set: [], cleared: 1 } });
  expect(
    await market.readAs(anonymousViewer, db => identity.viewerOfToken(db, data.signIn.token, 'BEARER')),
  ).toBeNull();
});

test('the market clock tells the next cut-off of a business day', async () => {
  const clock = async (at: string) => {
    await market.asAdmin(
      'UPDATE business_clock SET offset_ms = ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)',
      [at],
    );
    const { viewer } = (
      await ask(market.parties.operator.viewer, '{ viewer { marketClock { today cutOffAt businessDay } } }')
    ).data;
    return viewer.marketClock;
  };
  const day = (today: string, businessDay: boolean, cutOffAt: string) => ({ today, businessDay, cutOffAt });
  expect(await clock('2031-03-07T14:59:00Z')).toEqual(day('2031-03-07', true, '2031-03-07T15:00:00.000Z'));
  expect(await clock('2031-03-07T15:00:01Z')).toEqual(day('2031-03-07', true, '2031-03-10T15:00:00.000Z'));
  expect(await clock('2031-03-08T23:30:00Z')).toEqual(day('2031-03-09', false, '2031-03-10T15:00:00.000Z'));
  expect(await clock('2031-04-10T14:00:01Z')).toEqual(day('2031-04-10', true, '2031-04-15T14:00:00.000Z'));
});

test('an invitation is a link to copy, previewed and accepted by whoever holds it', async () => {
  const { buyerMaker, programmeId } = market.parties;
  const email = 'graph@somewhere.example';
  const input = { programmeId: toWireId('programme', programmeId), name: 'Atelier Graphe', email };
  const { data } = await ask(
    buyerMaker.viewer,
    `mutation ($input: InviteSupplierInput!) { inviteSupplier(input: $input) {
       ... on InviteSupplierSuccess { invitation { link expiresAt } } ... on Problem { code } } }`,
    { input },
  );
  const { link } = data.inviteSupplier.invitation;
  expect(link).toMatch(/^https:\/\/tenor\.example\/invitation#tni_[\w-]{43}$/);
  const token = link.split('#')[1];
  const preview = await ask(
    anonymousViewer,
    `query ($token: String!) { invitation(token: $token) { kind organizationName role programmeName buyerName email }
       publishedTerms(invitation: $token) { version text hash acceptedAt } }`,
    { token },
  );
  expect(preview.data).toMatchObject({
    invitation: { kind: 'ORGANIZATION', organizationName: 'Atelier Graphe', role: 'SUPPLIER', email },
    publishedTerms: { version: 1, acceptedAt: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });

  const accepted = await ask(
    anonymousViewer,
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename
       ... on AcceptInvitationSuccess { token viewer { organization { name state registrationNumber } } }
       ... on InvalidInput { fields { path code } } } }`,
    {
      input: {
        token,
        personName: 'Gaston Graphe',
        email,
        password: strongPassword,
        organization: newcomer('supplier', '50001'),
        account: { iban: 'FR76 9999 9000 0300 0003 1416 736', holderName: 'Atelier Graphe' },
        carrier: 'COOKIE',
      },
    },
  );
  expect(accepted.data.acceptInvitation).toEqual({
    __typename: 'AcceptInvitationSuccess',
    token: null,
    viewer: { organization: { name: 'Ateliers Verdier SARL 50001', state: 'PENDING', registrationNumber: 'N50001' } },
  });
  expect(accepted.carried.set).toHaveLength(1);
});

test('a programme shows its parties to its buyer, its terms to all who see it', async () => {
  const document = `{ programmes { edges { node { name buyer { name registrationNumber } suppliers { name } funders { name }
    terms { version platformFeeBps priceKinds acceptedAt programme { name } } availableActions } } } }`;
  const seen = async (viewer: Viewer) => (await ask(viewer, document)).data.programmes.edges[0].node;
  const buyer = await seen(market.parties.buyerMaker.viewer);
  expect(buyer).toMatchObject({
    suppliers: expect.arrayContaining([{ name: 'Ateliers Verdier SARL' }]),
    funders: [{ name: 'Nordlicht Kapital GmbH' }, { name: 'Polder Trade Finance B.V.' }],
    terms: { version: 1, platformFeeBps: '30', priceKinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'], acceptedAt: null },
    availableActions: ['INVITE_SUPPLIER', 'ADD_FUNDER'],
  });
  const funder = await seen(market.parties.funderA.viewer);
  expect(funder).toMatchObject({
    buyer: { name: 'Groupe Hôtelier Lumière SA', registrationNumber: null },
    suppliers: null,
    funders: null,
    terms: { acceptedAt: expect.any(String), programme: { name: 'Lumière early payment' } },
    availableActions: [],
  });
});
