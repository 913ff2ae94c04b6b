import type { Actor } from './actor.js';

/** Who a credential belongs to, and until when it may be believed without asking again. */
export type Authenticated = Readonly<{ actor: Actor; expiresAt: Date | null }>;

/** Tells whose credential it is. */
export interface Authenticator {
  /** Null for a credential that is forged, expired, revoked or not known; never ANONYMOUS in its place. */
  authenticate(credential: string): Promise<Authenticated | null>;
}
