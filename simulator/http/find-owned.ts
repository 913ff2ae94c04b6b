import type { Kind, StoredObjects } from '../storage/stored-objects.js';
import type { Call } from './call.js';
import { resourceMissing } from './stripe-error.js';

/** True when the object belongs to the call's account; other objects do not exist for it. */
export function isOwned(call: Call, id: string): boolean {
  return (call.tx.ownerOf(id) ?? null) === call.account;
}

/** The caller's object of this kind, or Stripe's `resource_missing` (404 for `param` id, 400 for others). */
export function findOwned<K extends Kind>(
  call: Call,
  kind: K,
  wanted: { id: string; what?: string; param?: string },
): StoredObjects[K] {
  const object = call.tx.get(kind, wanted.id);
  if (object === undefined || !isOwned(call, wanted.id)) {
    throw resourceMissing(wanted.what ?? kind, wanted.id, wanted.param);
  }
  return object;
}
