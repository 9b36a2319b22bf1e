import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Who tries: the account, where one is named, and the network address it comes from. */
export interface Attempt {
  readonly email?: string;
  readonly address: string;
}

/** Slows down whoever guesses. */
export interface AttemptLimiter {
  /** Counts an attempt that is about to be made; the seconds to wait where it must not be made yet, else 0. */
  take(attempt: Attempt): Promise<number>;
  /** The attempt was a good one: it does not count. */
  succeeded(attempt: Attempt): Promise<void>;
}

export interface LimiterOptions {
  /** Failures without a wait, for one e-mail address. */
  readonly perEmail: number;
  /** Failures without a wait, from one network address, behind which many people may sit. */
  readonly perAddress: number;
  /** The first wait; each further failure doubles it. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** How long a failure is remembered. */
  readonly memorySeconds: number;
}

const usual: LimiterOptions = {
  perEmail: 5,
  perAddress: 40,
  firstWaitSeconds: 15,
  longestWaitSeconds: 900,
  memorySeconds: 3_600,
};

/**
 * Failed sign-ins by e-mail address, known or not, and by network address, in the memory of this server: with several
 * servers each counts for itself. An attempt counts before it is made, so that many at once gain nothing.
 */
export class SignInLimiter implements AttemptLimiter {
  private readonly options: LimiterOptions;
  private readonly failures: RateLimiterMemory;
  private readonly waits = new RateLimiterMemory({ keyPrefix: 'wait', points: 1, duration: 1 });
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: Partial<LimiterOptions> = {}) {
    this.options = { ...usual, ...options };
    this.failures = new RateLimiterMemory({
      keyPrefix: 'failures',
      points: Number.MAX_SAFE_INTEGER,
      duration: this.options.memorySeconds,
    });
  }

  /** One decision after the other: two attempts at once must not both find the last free place. */
  take(attempt: Attempt): Promise<number> {
    const decided = this.turn.then(() => this.decide(attempt));
    this.turn = decided.catch(() => undefined);
    return decided;
  }

  async succeeded({ email, address }: Attempt): Promise<void> {
    if (email !== undefined) {
      await this.failures.delete(`email ${email}`);
      await this.waits.delete(`email ${email}`);
    }
    // Others guess from the same address: a success takes back no more than itself.
    await this.failures.reward(`address ${address}`);
    await this.waits.delete(`address ${address}`);
  }

  private async decide({ email, address }: Attempt): Promise<number> {
    const counted = [{ key: `address ${address}`, free: this.options.perAddress }];
    if (email !== undefined) counted.push({ key: `email ${email}`, free: this.options.perEmail });
    for (const { key } of counted) {
      const wait = await this.waits.get(key);
      if (wait && wait.msBeforeNext > 0) return Math.ceil(wait.msBeforeNext / 1_000);
    }
    for (const { key, free } of counted) {
      const { consumedPoints } = await this.failures.penalty(key);
      if (consumedPoints >= free) await this.waits.block(key, this.waitSeconds(consumedPoints - free));
    }
    return 0;
  }

  private waitSeconds(failuresTooMany: number): number {
    return Math.min(
      this.options.longestWaitSeconds,
      this.options.firstWaitSeconds * 2 ** Math.min(failuresTooMany, 30),
    );
  }
}
