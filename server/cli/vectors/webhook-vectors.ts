import { isSigned } from '../../platform/webhook-signature.js';
import { agreement, notApplicable, sameText, type VectorKind } from './verdict.js';

/** Signatures of messages by Standard Webhooks, with a shared secret; whether a message is too old is not looked at. */
export const webhookVectors: VectorKind = {
  name: 'webhook signatures',
  knownBy: ['signature_header'],
  needs: ['secret', 'msg_id', 'timestamp', 'body', 'expect'],
  judge(row) {
    if (!row.text('secret').startsWith('whsec_')) return notApplicable('signed with a key pair');
    const message = { id: row.text('msg_id'), timestamp: row.text('timestamp'), body: row.text('body') };
    const signed = isSigned(message, row.text('signature_header'), row.text('secret'));
    return agreement(row, [sameText(row, 'expect', signed ? 'valid' : 'invalid')]);
  },
};
