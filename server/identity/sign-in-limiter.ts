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
  /** The attempt was a good one: it does not count, nor do the failures of the account before it. */
  succeeded(attempt: Attempt): Promise<void>;
  /** The attempt was never made: it does not count. */
  giveBack(attempt: Attempt): Promise<void>;
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
    return this.inTurn(() => this.decide(attempt));
  }

  /** Others guess from the same address: there a success takes back no more than itself. */
  async succeeded(attempt: Attempt): Promise<void> {
    await this.giveBack(attempt);
    if (attempt.email !== undefined) await this.failures.delete(`email ${attempt.email}`);
  }

  /** A wait that stands now was begun by this attempt, or by one after it that counted this one. */
  giveBack(attempt: Attempt): Promise<void> {
    return this.inTurn(async () => {
      for (const { key } of this.counted(attempt)) {
        await this.failures.reward(key);
        await this.waits.delete(key);
      }
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private counted({ email, address }: Attempt): { key: string; free: number }[] {
    const byAddress = { key: `address ${address}`, free: this.options.perAddress };
    return email === undefined ? [byAddress] : [byAddress, { key: `email ${email}`, free: this.options.perEmail }];
  }

  private async decide(attempt: Attempt): Promise<number> {
    const counted = this.counted(attempt);
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
