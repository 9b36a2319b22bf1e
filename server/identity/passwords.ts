import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default), OWASP's minimum: 19 MiB, two passes, one lane; about 50 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of nobody's password, of the same cost: verified against where an e-mail address is unknown. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$qy6oiVdsfQHYMnl482IzNg$Tm6pP1/pGeI/RwCwJOb4nv38enS8+f9uhjO2SOyEyVQ';

/**
 * Hashes and verifies passwords, a few at a time: each costs memory and a core, so sign-ins by the thousand would otherwise
 * stop everything else. Never called inside a transaction. Both answer undefined at once where too many wait already.
 */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly bounds = { concurrent: 2, waiting: 32 }) {}

  hash(password: string): Promise<string> | undefined {
    return this.inTurn(() => hash(password.normalize('NFC'), cost));
  }

  /** With a null hash (nobody of that name) it takes as long as with another, and is false. */
  verify(passwordHash: string | null, password: string): Promise<boolean> | undefined {
    return this.inTurn(async () => {
      const matches = await verify(passwordHash ?? nobodysHash, password.normalize('NFC'));
      return matches && passwordHash !== null;
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.running >= this.bounds.concurrent && this.waiting.length >= this.bounds.waiting) return undefined;
    return this.whenFree(work);
  }

  private async whenFree<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.bounds.concurrent) await new Promise<void>(go => this.waiting.push(go));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, not given back: nobody who comes now overtakes who waits.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
