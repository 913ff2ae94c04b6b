import { assertNever } from '../shared/assert-never.js';
import type { Actor } from './actor.js';

/** Whether two credentials speak for the same account or the same service key. Guests have no name, so they are never the same. */
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
