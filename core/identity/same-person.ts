import { assertNever } from '../shared/assert-never.js';
import type { Actor } from './actor.js';

/** Whether two actors are the same account or service key. Guests cannot be identified, so they are never the same. */
export function isSamePerson(one: Actor, other: Actor): boolean {
  switch (one.kind) {
    case 'ANONYMOUS':
      return false;
    case 'ACCOUNT':
      return other.kind === 'ACCOUNT' && other.accountId === one.accountId;
    case 'SERVICE':
      return other.kind === 'SERVICE' && other.keyId === one.keyId;
    default:
      return assertNever(one);
  }
}
