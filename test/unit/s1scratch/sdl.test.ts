import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import * as identity from '../../../server/identity/index.js';
import * as organizations from '../../../server/organizations/index.js';
import * as programmes from '../../../server/programmes/index.js';

test('sdl', async () => {
  const schema = await buildSchema({
    resolvers: [
      organizations.OrganizationResolver, organizations.BankAccountResolver,
      identity.SessionResolver, identity.ViewerResolver, identity.MemberResolver, identity.OrganizationMembersResolver, identity.BankAccountPersonsResolver,
      programmes.ProgrammeResolver, programmes.TermsResolver, programmes.InvitationResolver,
    ],
    validate: false,
  });
  writeFileSync('/tmp/s1.graphql', printSchema(schema));
});
