import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { admissionDocumentsOf } from './admission-document.reads.js';
import {
  AdmissionDocument,
  presentAdmissionDocument,
  AddAdmissionDocumentInput,
  AddAdmissionDocumentResult,
  AddAdmissionDocumentSuccess,
} from './admission-document.types.js';
import { loadOrganization } from './organization.resolver.js';
import { Organization } from './organization.types.js';
import { addAdmissionDocument } from './add-admission-document.js';

@Resolver(() => Organization)
export class AdmissionDocumentResolver {
  @FieldResolver(() => [AdmissionDocument], {
    nullable: true,
    description: 'What it is admitted on, one of a kind. Null unless it is your own, or you are the operator.',
  })
  async admissionDocuments(
    @Root() { row }: Organization,
    @Ctx() ctx: RequestContext,
  ): Promise<AdmissionDocument[] | null> {
    const rows = await ctx.load(admissionDocumentsOf, row.id);
    return rows && rows.map(presentAdmissionDocument);
  }

  @Mutation(() => AddAdmissionDocumentResult, {
    description: 'The operator records a document, in place of the one of its kind; the day after it expired suspends.',
  })
  async addAdmissionDocument(
    @Arg('input', () => AddAdmissionDocumentInput) input: AddAdmissionDocumentInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AddAdmissionDocumentSuccess | Problem> {
    const outcome = await ctx.run(addAdmissionDocument, input);
    if (outcome instanceof Problem) return outcome;
    const organization = await loadOrganization(ctx, outcome.organizationId);
    return Object.assign(new AddAdmissionDocumentSuccess(), { organization });
  }
}
