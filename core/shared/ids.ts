import { typeidUnboxed } from 'typeid-js';

/**
 * Ids are TypeIDs: a prefix that names the kind and a time-ordered UUIDv7 in 26 characters, as `ord_01hz…`. The same
 * text is the primary key, the public id, the Kafka key and part of PSP idempotency keys, so any id can be searched for
 * everywhere.
 */
export type Id<Prefix extends string> = `${Prefix}_${string}` & { readonly __id: Prefix };

export type SellerId = Id<'sel'>;
export type ItemId = Id<'itm'>;
export type CartId = Id<'crt'>;
export type OrderId = Id<'ord'>;
export type SellerOrderId = Id<'so'>;
export type PaymentId = Id<'pay'>;
export type PaymentIntentId = Id<'pin'>;
export type PaymentOrderId = Id<'po'>;
export type RefundId = Id<'ref'>;
export type PspStepId = Id<'stp'>;
export type ShipmentId = Id<'shp'>;
export type AccountId = Id<'acc'>;

/** All id prefixes; `node(id:)` and the command palette derive the kind from them. */
export type IdPrefix =
  | 'sel'
  | 'itm'
  | 'crt'
  | 'ord'
  | 'so'
  | 'shp'
  | 'ln'
  | 'pay'
  | 'pin'
  | 'po'
  | 'ref'
  | 'stp'
  | 'evt'
  | 'acc'
  | 'act'
  | 'ses'
  | 'key'
  | 'adj'
  | 'ied'
  | 'ted'
  | 'ent'
  | 'mal'
  | 'tok';

const ID_PATTERN = /^([a-z]{2,4})_[0-9a-z]{26}$/;

/** Generates the ids that a decision creates; injected like the clock. */
export type NewId = <Prefix extends IdPrefix>(prefix: Prefix) => Id<Prefix>;

/** A new id of the kind; later ids sort later. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return typeidUnboxed(prefix) as unknown as Id<Prefix>;
}

/**
 * The id if the text is a well-formed id of this kind, otherwise null: a malformed id is an unknown object, not an
 * error.
 */
export function parseId<Prefix extends IdPrefix>(prefix: Prefix, text: string): Id<Prefix> | null {
  return ID_PATTERN.exec(text)?.[1] === prefix ? (text as Id<Prefix>) : null;
}

/** The kind of a well-formed id, or null. */
export function prefixOf(text: string): string | null {
  return ID_PATTERN.exec(text)?.[1] ?? null;
}
