import type { Database } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import type { Passwords } from './passwords.js';
import type { AttemptLimiter } from './sign-in-limiter.js';

/** What signing in needs beside its input: hashing happens outside every transaction, between a read and the write. */
export interface SignInDoor {
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly passwords: Passwords;
  readonly limiter: AttemptLimiter;
}

/** The connection that somebody signs in over. */
export interface SignInCarrier {
  /** The network address they come from. */
  readonly address: string;
  setSessionCookie(token: string, expiresAt: Date): void;
  clearSessionCookie(): void;
}
