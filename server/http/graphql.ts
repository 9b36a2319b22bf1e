import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import type { AskedFor } from '../platform/asked-for.js';
import type { RequestContext } from '../platform/request-context.js';
import { actsInPerson, type Viewer } from '../platform/viewer.js';
import { askedFor } from './asked-for.js';
import { maxTokens, memberLimits, queryLimitsRule, strictestLimits } from './query-limits.js';

/** Writes down what somebody asks to see, where that is to be logged; resolves once it is. */
export type RecordLook = (viewer: Viewer, asked: () => AskedFor) => Promise<void>;

/** What a caller without credentials can reach: sign-in, invitations, and the terms an invitation leads to. */
const openFields = new Set([
  'signIn',
  'signInWithLink',
  'acceptInvitation',
  'invitation',
  'publishedTerms',
  'viewer',
  '__typename',
]);

/**
 * What a program can order by an API key, as far as its scopes go. What is not named takes a person: a release, which is the
 * second of two pairs of eyes, the words of terms, members, accounts, keys, and a person's own sign-ins.
 */
const keyMutations = new Set([
  'acceptOffer',
  'acceptOffers',
  'changeBid',
  'correctInvoice',
  'disputeInvoice',
  'inviteSupplier',
  'openAuction',
  'placeBid',
  'prepareApproval',
  'preparePaymentFiles',
  'rejectInvoice',
  'setLimit',
  'settleDifference',
  'suspendAuction',
  'withdrawAuction',
  'withdrawBid',
  'withdrawInvoice',
]);

/** Codes whose messages are meant for callers; every other error is a fault, logged and masked. */
const publicCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'QUERY_TOO_LARGE',
  'UNKNOWN_CURSOR',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** One Apollo server on the schema, inside this Fastify instance: limits by caller, masked faults, no caching plugin. */
export async function graphqlServer(
  schema: GraphQLSchema,
  fastify: FastifyInstance,
  recordLook: RecordLook,
): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens },
    validationRules: [queryLimitsRule(memberLimits)],
    formatError: (formatted, error) => masked(formatted, error, fastify.log),
    // The cache-control plugin instruments every field and would cost a third of a list query.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      fastifyApolloDrainPlugin(fastify),
      callerPlugin(schema, fastify.log, recordLook),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Judges an operation by who sends it, once it is parsed and valid; its answer waits until it is written who looked. */
function callerPlugin(
  schema: GraphQLSchema,
  log: FastifyBaseLogger,
  recordLook: RecordLook,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      let looked: Promise<void> = Promise.resolve();
      let asker: Viewer | undefined;
      return {
        async didResolveOperation({ document, operation, contextValue, request }) {
          if (!operation) return;
          const refusal = callerRefusal(schema, document, operation, contextValue.viewer);
          if (refusal) throw refusal;
          asker = contextValue.viewer;
          looked = recordLook(asker, () => lookAt(document, operation, request.variables));
          // It is awaited below; till then a failure must not count as one that nobody handles.
          looked.catch(() => {});
        },
        async willSendResponse({ response, contextValue, document, operation, request }) {
          try {
            await looked;
            // Who signed in, or changed to another organization, saw the rest of the answer as somebody else.
            if (asker && contextValue.viewer !== asker && document && operation) {
              await recordLook(contextValue.viewer, () => lookAt(document, operation, request.variables));
            }
          } catch (error) {
            log.error({ err: error }, 'What the operator looks at could not be written down');
            // What is not written down is not shown.
            response.http.status = 500;
            response.body = { kind: 'single', singleResult: { errors: [fault] } };
          }
        },
      };
    },
  };
}

/** Why this caller may not send this operation, or null. Shared by requests and sockets. */
export function callerRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  viewer: Viewer,
): GraphQLError | null {
  if (actsInPerson(viewer)) return null;
  const fields = rootFieldNames(document, operation);
  if (viewer.kind === 'MEMBER') {
    if (operation.operation !== 'mutation' || fields.every(field => keyMutations.has(field))) return null;
    return new GraphQLError('This takes a person: no API key may do it.', {
      extensions: { code: 'FORBIDDEN', http: { status: 403 } },
    });
  }
  if (fields.every(field => openFields.has(field))) {
    return validate(schema, document, [queryLimitsRule(strictestLimits)])[0] ?? null;
  }
  return new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
}

/** What an operation looks at, in the words of the log. Shared by requests and sockets. */
export function lookAt(document: DocumentNode, operation: OperationDefinitionNode, variables: unknown): AskedFor {
  return askedFor(document, operation, rootFieldNames(document, operation), variables);
}

function rootFieldNames(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  function collect(selections: OperationDefinitionNode['selectionSet']['selections']): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        for (const definition of document.definitions) {
          if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value) {
            collect(definition.selectionSet.selections);
          }
        }
      }
    }
  }
  collect(operation.selectionSet.selections);
  return names;
}

/** A fault of ours, as callers see it. */
const fault = { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };

/** An error as callers see it: a public one as it is, a fault only by its request id. */
export function masked(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: FastifyBaseLogger,
): GraphQLFormattedError {
  const code = String(formatted.extensions?.code ?? '');
  const isAboutDocument = error instanceof GraphQLError && !error.originalError && code !== 'INTERNAL_SERVER_ERROR';
  if (publicCodes.has(code) || isAboutDocument) return formatted;
  log.error({ err: unwrapResolverError(error), path: formatted.path }, 'A request failed');
  return { ...fault, path: formatted.path };
}
