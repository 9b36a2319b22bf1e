import { Problem, ProblemType } from '../platform/problem.js';
import { endpointsMax } from './webhook.policy.js';

@ProblemType('TOO_MANY_WEBHOOK_ENDPOINTS', `An organization has at most ${endpointsMax} endpoints.`)
export class TooManyWebhookEndpoints extends Problem {
  override readonly message = `There are ${endpointsMax} endpoints: delete one that is not needed.`;
}
