import { z } from 'zod';
import { operatorChannel, organizationChannel, recordEvents } from '../events/index.js';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { countryCode, moneyInput, orNull, refuse, text, uuidKey, wireId } from '../platform/input.js';
import { InvalidInput, NotFound, NotPermitted, type Problem } from '../platform/problem.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import { lockProgramme } from '../programmes/index.js';
import type { LimitRow, LimitScope } from './limit.entity.js';
import { setLimitRules } from './limit.policy.js';
import { headroomOf } from './limit.rules.js';
import { covers } from './move-exposure.js';
import { standingExposure } from './standing-exposure.js';

const scopes = ['TOTAL', 'BUYER', 'PAIR', 'COUNTRY', 'PROGRAMME'] as const;
const names = ['buyerId', 'supplierAlias', 'country', 'programmeId'] as const;

/** What names a limit of each scope, beside its owner and its currency. */
const namesOf: Readonly<Record<LimitScope, readonly (typeof names)[number][]>> = {
  TOTAL: [],
  BUYER: ['buyerId'],
  PAIR: ['buyerId', 'supplierAlias'],
  COUNTRY: ['country'],
  PROGRAMME: ['programmeId'],
};

const input = z
  .object({
    scope: z.enum(scopes),
    buyerId: orNull(wireId('organization')),
    supplierAlias: orNull(text(20)),
    country: orNull(countryCode),
    programmeId: orNull(wireId('programme')),
    limit: moneyInput,
    tenorDaysMax: orNull(z.int().min(1).max(3650)),
    idempotencyKey: uuidKey,
  })
  .superRefine((given, context) => {
    for (const name of names) {
      const belongs = namesOf[given.scope].includes(name);
      if (belongs && given[name] === null) refuse(context, 'REQUIRED', 'A limit of this scope needs this.', [name]);
      if (!belongs && given[name] !== null)
        refuse(context, 'NOT_OF_SCOPE', 'A limit of this scope has no such name.', [name]);
    }
    if (given.scope === 'PROGRAMME' && given.tenorDaysMax !== null) {
      refuse(context, 'NOT_OF_SCOPE', 'A limit of this scope has no longest tenor.', ['tenorDaysMax']);
    }
  });

type Input = z.output<typeof input>;
type Figures = Pick<Input, 'limit' | 'tenorDaysMax'>;

/** What a limit is about: together with the currency there is at most one row of it. */
type Target = Pick<LimitRow, 'scope' | 'funderId' | 'buyerId' | 'supplierId' | 'country' | 'programmeId'>;

/**
 * Sets a limit, new or known. Lowering it below its use forces nothing: the limit is marked and every new grant fails until
 * it fits. Only its owner learns of it.
 */
export const setLimit = command({
  name: 'setLimit',
  input,
  problems: [NotPermitted, NotFound],
  async execute(tx, viewer, input: Input): Promise<{ limitId: string } | Problem> {
    const rule = setLimitRules[input.scope === 'PROGRAMME' ? 'PROGRAMME' : 'OWN'];
    const refused = refusal(rule, viewer, { state: '' });
    if (refused) return refused;
    const target = await targetOf(tx, viewer, input);
    if (!target) return new NotFound();
    if (!(await isInCurrencyOfProgramme(tx, target, input.limit.currency))) {
      return new InvalidInput([
        { path: 'limit.currency', code: 'NOT_OF_PROGRAMME', message: 'The programme trades in another currency.' },
      ]);
    }

    const created = (await isKnown(tx, target, input)) ? undefined : await createLimit(tx, target, input);
    const before = created ? undefined : await lockLimit(tx, target, input);
    const after = created ?? (await changeLimit(tx, before!.id, input));
    await recordChange(tx, viewer, before, after);
    return { limitId: after.id };
  },
});

/** The buyer, supplier or programme named, where the viewer may name it; else null. */
async function targetOf(tx: Tx, viewer: Viewer, input: Input): Promise<Target | null> {
  const { scope, country } = input;
  const target: Target = { scope, funderId: null, buyerId: null, supplierId: null, country, programmeId: null };
  if (scope === 'PROGRAMME') {
    const programme = await tx.maybe<{ id: string }>('SELECT id FROM programme WHERE id = $1', [input.programmeId]);
    return programme ? { ...target, programmeId: programme.id } : null;
  }
  const funderId = organizationOf(viewer);
  if (scope === 'TOTAL' || scope === 'COUNTRY') return { ...target, funderId };
  const parties = await tx.maybe<{ buyerId: string; supplierId: string | null }>(
    `SELECT p.buyer_id, a.supplier_id
       FROM programme p JOIN programme_funder f ON f.programme_id = p.id
       LEFT JOIN supplier_alias a ON a.funder_id = f.funder_id AND a.label = $3
      WHERE p.buyer_id = $1 AND f.funder_id = $2 LIMIT 1`,
    [input.buyerId, funderId, input.supplierAlias],
  );
  if (!parties || (scope === 'PAIR' && parties.supplierId === null)) return null;
  return { ...target, funderId, ...parties };
}

async function isInCurrencyOfProgramme(tx: Tx, target: Target, currency: string): Promise<boolean> {
  if (target.programmeId === null) return true;
  const programme = await tx.one<{ currency: string }>('SELECT currency FROM programme WHERE id = $1', [
    target.programmeId,
  ]);
  return programme.currency === currency;
}

/** Looks without a lock: limits are never removed, and what a new one locks comes before its own row. */
async function isKnown(tx: Tx, target: Target, { limit }: Figures): Promise<boolean> {
  const found = await tx.maybe(`SELECT id FROM exposure_limit WHERE ${isTarget}`, keyOf(target, limit.currency));
  return found !== undefined;
}

function lockLimit(tx: Tx, target: Target, { limit }: Figures): Promise<LimitRow> {
  return tx.one(`SELECT * FROM exposure_limit WHERE ${isTarget} FOR UPDATE`, keyOf(target, limit.currency));
}

const isTarget = `(scope, currency) = ($1, $2)
  AND (funder_id, buyer_id, supplier_id, country, programme_id)
      IS NOT DISTINCT FROM ROW($3::uuid, $4::uuid, $5::uuid, $6::text, $7::uuid)`;

function keyOf(target: Target, currency: string): (string | null)[] {
  const { scope, funderId, buyerId, supplierId, country, programmeId } = target;
  return [scope, currency, funderId, buyerId, supplierId, country, programmeId];
}

function changeLimit(tx: Tx, limitId: string, { limit, tenorDaysMax }: Figures): Promise<LimitRow> {
  return tx.one(
    `UPDATE exposure_limit
        SET limit_minor = $2, tenor_days_max = $3, event_no = event_no + 1,
            lowered = reserved_minor + committed_minor + outstanding_minor > $2
      WHERE id = $1 RETURNING *`,
    [limitId, limit.amountMinor, tenorDaysMax],
  );
}

/**
 * A new limit starts with what already stands. To see all of it, nobody may be between changing a bid or a financing that it
 * covers and moving its exposure: whoever does waits until this transaction ends, and then finds the new limit. Nobody else
 * waits. Undefined where another member of the owner created it meanwhile.
 */
async function createLimit(tx: Tx, target: Target, figures: Figures): Promise<LimitRow | undefined> {
  await holdExposures(tx, target, figures.limit.currency);
  return insertLimit(tx, target, figures);
}

/**
 * Nothing new comes to stand under the limit, for a bid holds its funder and an award its programme; and what stands does
 * not move, for every exposure passes through its limit on a buyer first. A limit on a buyer needs no such care: before it
 * there is no exposure to that buyer.
 */
async function holdExposures(tx: Tx, { scope, funderId, programmeId }: Target, currency: string): Promise<void> {
  if (scope === 'BUYER') return;
  if (funderId !== null) await lockOrganizations(tx, [funderId]);
  if (programmeId !== null) await lockProgramme(tx, programmeId);
  await tx.query(
    `SELECT l.id
       FROM exposure_limit l
      WHERE l.scope = 'BUYER' AND l.currency = $1
        AND (l.funder_id = $2 OR l.buyer_id = (SELECT buyer_id FROM programme WHERE id = $3))
      ORDER BY l.id FOR UPDATE OF l`,
    [currency, funderId, programmeId],
  );
}

function insertLimit(tx: Tx, target: Target, { limit, tenorDaysMax }: Figures): Promise<LimitRow | undefined> {
  return tx.maybe(
    `WITH l AS (
       SELECT $1::uuid AS id, $2::text AS scope, $3::uuid AS funder_id, $4::uuid AS buyer_id, $5::uuid AS supplier_id,
              $6::text AS country, $7::uuid AS programme_id, $8::text AS currency, $9::bigint AS limit_minor,
              $10::integer AS tenor_days_max
     ), used AS (
       SELECT coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'RESERVED' AND l.scope <> 'PROGRAMME'), 0) AS reserved,
              coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'COMMITTED'), 0) AS committed,
              coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'OUTSTANDING'), 0) AS outstanding
         FROM l LEFT JOIN (${standingExposure}) g ON ${covers}
     )
     INSERT INTO exposure_limit (id, scope, funder_id, buyer_id, supplier_id, country, programme_id, currency, limit_minor,
                                 tenor_days_max, reserved_minor, committed_minor, outstanding_minor, lowered, event_no)
     SELECT l.*, reserved, committed, outstanding, reserved + committed + outstanding > limit_minor, 1 FROM l, used
     ON CONFLICT DO NOTHING RETURNING *`,
    [
      newId(),
      target.scope,
      target.funderId,
      target.buyerId,
      target.supplierId,
      target.country,
      target.programmeId,
      limit.currency,
      limit.amountMinor,
      tenorDaysMax,
    ],
  );
}

async function recordChange(tx: Tx, viewer: Viewer, before: LimitRow | undefined, after: LimitRow): Promise<void> {
  await recordEvents(tx, viewer, [
    {
      type: after.lowered ? 'limit.lowered' : 'limit.changed',
      subjectKind: 'limit',
      subjectId: after.id,
      subjectNo: after.eventNo,
      stateBefore: '',
      stateAfter: '',
      channels: [after.funderId === null ? operatorChannel : organizationChannel(after.funderId)],
      cause: 'setLimit',
      before: before && figuresOf(before),
      after: figuresOf(after),
    },
  ]);
}

function figuresOf(limit: LimitRow): object {
  const { tenorDaysMax, lowered } = limit;
  return {
    limitMinor: limit.limitMinor.toString(),
    headroomMinor: headroomOf(limit).toString(),
    tenorDaysMax,
    lowered,
  };
}
