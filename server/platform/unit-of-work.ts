import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Command } from './command.js';
import type { Database, Tx } from './database.js';
import { InvalidInput, KeyReused, Problem, problemFrom, storedProblem } from './problem.js';
import type { Viewer } from './viewer.js';

const maxAttempts = 8;
const maxElapsedMs = 5_000;

/** SQLSTATEs after which nothing was done and the whole transaction may be tried again. */
const retryable = new Set(['40001', '40P01', '55P03']);
/** SQLSTATEs and codes after which nobody knows: tried again only where a key makes that safe. */
const unknownOutcome = /^(57P0.|08...|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;

/**
 * Runs commands: a fresh read-committed transaction an attempt, at most 8 attempts and 5 s; success is remembered under
 * the key and committed; a problem rolls back what the command wrote, is remembered and committed; an error rolls back
 * everything and nothing is remembered.
 */
export class UnitOfWork {
  constructor(private readonly database: Database) {}

  /** Runs a command for a viewer with input from outside. */
  async run<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    rawInput: unknown,
  ): Promise<Success | Problem> {
    const parsed = command.input.safeParse(rawInput);
    if (!parsed.success) return invalidInput(parsed.error);
    const input = parsed.data;
    const key = idempotencyKeyOf(input);
    if (key === undefined || viewer.kind !== 'MEMBER') {
      return this.retrying(false, () =>
        this.database.attempt(viewer, tx => guarded(tx, () => command.execute(tx, viewer, input))),
      );
    }
    const claim: Claim = {
      organizationId: viewer.organizationId,
      key,
      command: command.name,
      inputHash: hashOf(input),
    };
    return this.retrying(true, () =>
      this.database.attempt(viewer, async tx => {
        await tx.execute('SAVEPOINT claim');
        const stored = await claimKey(tx, claim);
        if (stored !== undefined) return stored as Success | Problem;
        const outcome = await guarded(tx, () => command.execute(tx, viewer, input));
        // A fault of the input that only the command could see is not remembered: the same input gives the same answer.
        if (outcome instanceof InvalidInput) await tx.execute('ROLLBACK TO SAVEPOINT claim');
        else await storeOutcome(tx, claim, outcome);
        return outcome;
      }),
    );
  }

  /** Runs work of the system's own: sweeps, the bank's messages, the demo's set-up. */
  perform<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retrying(false, () => this.database.attempt(viewer, work));
  }

  private async retrying<T>(unknownIsSafe: boolean, attempt: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + maxElapsedMs;
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt();
      } catch (error) {
        const code = sqlState(error);
        const again = retryable.has(code) || (unknownIsSafe && unknownOutcome.test(code));
        if (!again || attempts >= maxAttempts || performance.now() > deadline) throw error;
        await sleep(Math.random() * Math.min(1_000, 10 * 2 ** attempts));
      }
    }
  }
}

/** Runs the command's body behind a savepoint, so that a problem leaves nothing of it but its answer. */
async function guarded<T>(tx: Tx, body: () => Promise<T>): Promise<T> {
  await tx.execute('SAVEPOINT command');
  const outcome = await body();
  if (outcome instanceof Problem) await tx.execute('ROLLBACK TO SAVEPOINT command');
  return outcome;
}

interface Claim {
  readonly organizationId: string;
  readonly key: string;
  readonly command: string;
  readonly inputHash: Buffer;
}

/**
 * Takes the key, or waits for whoever holds it and returns what it came to. A row is visible only with its outcome, for
 * both are written in one transaction.
 */
async function claimKey(tx: Tx, claim: Claim): Promise<object | undefined> {
  const taken = await tx.execute(
    `INSERT INTO idempotency_record (organization_id, key, command, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organization_id, key) DO NOTHING`,
    [claim.organizationId, claim.key, claim.command, claim.inputHash],
  );
  if (taken === 1) return undefined;
  const first = await tx.one<{ command: string; inputHash: Buffer; outcome: StoredOutcome; firstUsedAt: Date }>(
    'SELECT command, input_hash, outcome, first_used_at FROM idempotency_record WHERE organization_id = $1 AND key = $2',
    [claim.organizationId, claim.key],
  );
  if (first.command !== claim.command || !first.inputHash.equals(claim.inputHash))
    return new KeyReused(first.firstUsedAt);
  return 'problem' in first.outcome ? problemFrom(first.outcome.problem) : first.outcome.success;
}

type StoredOutcome = { success: object } | { problem: { code: string } };

async function storeOutcome(tx: Tx, claim: Claim, outcome: object): Promise<void> {
  const stored = outcome instanceof Problem ? { problem: storedProblem(outcome) } : { success: outcome };
  await tx.execute('UPDATE idempotency_record SET outcome = $3 WHERE organization_id = $1 AND key = $2', [
    claim.organizationId,
    claim.key,
    JSON.stringify(stored),
  ]);
}

function idempotencyKeyOf(input: unknown): string | undefined {
  const key = (input as { idempotencyKey?: unknown } | null)?.idempotencyKey;
  return typeof key === 'string' ? key : undefined;
}

/** SHA-256 over the input with its object keys in order, so that two servers agree. */
function hashOf(input: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(input)).digest();
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Every fault of an input, with its place. */
export function invalidInput(error: z.ZodError): InvalidInput {
  const fields = error.issues.map(issue => ({
    path: issue.path.join('.'),
    code: ((issue as { params?: { code?: string } }).params?.code ?? issue.code).toUpperCase(),
    message: sentenceOf(issue),
  }));
  return new InvalidInput(fields);
}

/** A bound in a sentence for people; what a schema says in its own words stays. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (!/^(Too big|Too small|Invalid input)/.test(issue.message)) return issue.message;
  if (issue.code === 'too_big') return `This must be at most ${issue.maximum}.`;
  if (issue.code === 'too_small') return `This must be at least ${issue.minimum}.`;
  return 'This is missing or not of the right kind.';
}

/** The SQLSTATE of a database error, or the code of a socket error, or ''. */
export function sqlState(error: unknown): string {
  const fault = error as { code?: unknown; driverError?: { code?: unknown } } | null;
  return String(fault?.driverError?.code ?? fault?.code ?? '');
}
