import type { GraphQLSchema } from 'graphql';
import { type HttpOptions, type HttpServer, startHttpServer } from '../../server/http/server.js';
import { TrustedDocuments } from '../../server/http/trusted-documents.js';
import type { RequestContext } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';

/** The HTTP layer by itself, on a schema of the test: every 'token-…' is a member, nothing stands behind it. */
export function startHttpLayer(schema: GraphQLSchema, options: Partial<HttpOptions> = {}): Promise<HttpServer> {
  return startHttpServer({
    port: 0,
    host: '127.0.0.1',
    publicUrl: undefined,
    trustProxy: [],
    logLevel: 'silent',
    socketsPerPerson: 20,
    socketsPerAddress: 100,
    subscriptionsPerSocket: 2,
    schema,
    documents: Object.assign(Object.create(TrustedDocuments.prototype), { documents: new Map() }),
    uploads: {
      maxBytes: 1_000_000,
      submit: async (_viewer, file) => ({ status: 200, body: { bytes: file.bytes.length } }),
      download: async () => null,
      csvTemplate: () => '',
    },
    viewerOfToken: async token => (token.startsWith('token-') ? memberOf(token) : null),
    endedSessions: async () => [],
    contextFor: (viewer, _requestId, _origin, carrier) =>
      ({ viewer, carrier, forget() {} }) as unknown as RequestContext,
    ready: async () => {},
    ...options,
  });
}

function memberOf(token: string): MemberViewer {
  return {
    kind: 'MEMBER',
    personId: `person-${token}`,
    memberId: token,
    organizationId: token,
    roles: ['BUYER'],
    permissions: [],
    sessionId: `session-${token}`,
  };
}
