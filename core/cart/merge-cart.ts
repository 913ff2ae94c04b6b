import type { Actor } from '../identity/actor.js';
import { denialOf, type Denial } from '../identity/policy.js';
import type { Transaction } from '../shared/transaction.js';
import type { Cart, CartAlreadyOrdered, CartLine, CartNotFound } from './cart.js';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from './cart.js';
import type { Carts, CartUnits } from './ports.js';
import type { GuestTokens } from '../identity/guest-tokens.js';

export type MergeCartDependencies = Readonly<{ transaction: Transaction; carts: Carts; tokens: GuestTokens }>;

/** The account's cart has another currency, the maximum units of the item, or the maximum number of items. */
export type LeftOutReason = 'OTHER_CURRENCY' | 'QUANTITY_LIMIT' | 'CART_FULL';

/** Units left in the guest's cart. */
export type LeftOut = Readonly<{ line: CartLine; quantity: number; reason: LeftOutReason }>;

export type MergedCart = Readonly<{ cart: Cart; movedUnits: number; leftOut: readonly LeftOut[] }>;

export type MergeCartError = Denial | CartNotFound | CartAlreadyOrdered;

/**
 * Every failed attempt means that the account's cart was ordered in the meantime, so more than a few in a row are a
 * bug.
 */
const MAX_ATTEMPTS = 5;

/**
 * Moves a guest's items into the cart of the account that signed in. Units are moved, never copied: a second caller, be
 * it another tab, a repeated request or another account with the same token, finds the guest's cart empty. What does
 * not fit stays there and is reported.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, CART_NOT_FOUND, CART_ALREADY_ORDERED.
 */
export async function mergeCart(
  dependencies: MergeCartDependencies,
  { actor, cartToken }: { actor: Actor; cartToken: string },
): Promise<MergedCart | MergeCartError> {
  const denial = denialOf(actor, 'account.own');
  if (denial !== null) return denial;
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const { carts, tokens, transaction } = dependencies;
  const { accountId } = actor;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const merged = await transaction.run(async (tx) => {
      // Always locks the guest's cart first, so that two merges cannot deadlock.
      const guest = await carts.lock(tx, { tokenHash: tokens.hash(cartToken) }, null);
      if (guest === null) return tx.rollback({ code: 'CART_NOT_FOUND' });
      if (guest.orderId !== null) return tx.rollback({ code: 'CART_ALREADY_ORDERED' });
      const { currency, destination } = guest;
      await carts.openForAccount({ accountId, currency, destination }, tx);
      const own = await carts.lock(tx, { accountId }, null);
      if (own === null) return tx.rollback('ORDERED_MEANWHILE');
      const plan = planMerge(own, guest);
      if (plan.units.length > 0) await carts.moveUnits(tx, { from: guest.id, to: own.id, units: plan.units });
      return { plan, own };
    });
    if (merged === 'ORDERED_MEANWHILE') continue;
    if ('code' in merged) return merged;
    const { units, leftOut } = merged.plan;
    const movedUnits = units.reduce((sum, { quantity }) => sum + quantity, 0);
    return { cart: (await carts.find({ accountId })) ?? merged.own, movedUnits, leftOut };
  }
  throw new Error(`the cart of ${accountId} was ordered ${MAX_ATTEMPTS} times during one merge`);
}

type MergePlan = Readonly<{ units: readonly CartUnits[]; leftOut: readonly LeftOut[] }>;

/** Splits the guest's units into those that fit into the account's cart and those left out, with the reason. */
export function planMerge(own: Cart, guest: Cart): MergePlan {
  if (own.currency !== guest.currency) {
    return { units: [], leftOut: guest.lines.map((line) => leftOut(line, line.quantity, 'OTHER_CURRENCY')) };
  }
  const present = new Map(own.lines.map(({ item, quantity }) => [item.id, quantity]));
  const units: CartUnits[] = [];
  const left: LeftOut[] = [];
  for (const line of guest.lines) {
    const { item, quantity } = line;
    const inCart = present.get(item.id) ?? 0;
    if (inCart === 0 && present.size >= MAX_CART_LINES) {
      left.push(leftOut(line, quantity, 'CART_FULL'));
      continue;
    }
    const fitting = Math.min(quantity, MAX_LINE_QUANTITY - inCart);
    present.set(item.id, inCart + fitting);
    if (fitting > 0) units.push({ itemId: item.id, quantity: fitting });
    if (fitting < quantity) left.push(leftOut(line, quantity - fitting, 'QUANTITY_LIMIT'));
  }
  return { units, leftOut: left };
}

function leftOut(line: CartLine, quantity: number, reason: LeftOutReason): LeftOut {
  return { line, quantity, reason };
}
