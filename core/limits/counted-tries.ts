import type { Actor } from '../identity/actor.js';
import { numberPrefixOf } from '../orders/order-list.js';
import type { QuotaName } from './quotas.js';
import type { Counted } from './rate-limits.js';

/** The caller, as far as rate limits distinguish callers. */
export type Caller = Readonly<{ address: string; actor: Actor }>;

/** The address first: once its quota is used up, it cannot count against further accounts and orders. */
export function signInTries(email: string, address: string): readonly Counted[] {
  const account = email.trim().toLowerCase();
  return [
    { quota: 'signIn.address', of: address },
    { quota: 'signIn.accountAndAddress', of: `${account} ${address}` },
    { quota: 'signIn.account', of: account },
  ];
}

/** A code cannot be guessed, but each attempt calls the identity provider. */
export function issuerSignInTries({ address }: Caller): readonly Counted[] {
  return [{ quota: 'signIn.address', of: address }];
}

export function registerTries({ address }: Caller): readonly Counted[] {
  return [{ quota: 'register.address', of: address }];
}

export function passwordResetTries(email: string, { address }: Caller): readonly Counted[] {
  return [
    { quota: 'requestPasswordReset.address', of: address },
    { quota: 'requestPasswordReset.account', of: email.trim().toLowerCase() },
  ];
}

export function resetPasswordTries({ address }: Caller): readonly Counted[] {
  return [{ quota: 'resetPassword.address', of: address }];
}

export function emailVerificationTries(caller: Caller): readonly Counted[] {
  return byAccount('requestEmailVerification.account', caller);
}

/** Counts all spellings of the number together; an invalid number is rejected anyway. */
export function orderLinkTries(orderNumber: string, { address }: Caller): readonly Counted[] {
  const number = numberPrefixOf(orderNumber);
  const byNumber = number === null ? [] : [{ quota: 'requestOrderLink.order', of: number } as const];
  return [{ quota: 'requestOrderLink.address', of: address }, ...byNumber];
}

export function changePasswordTries(caller: Caller): readonly Counted[] {
  return byAccount('changePassword.account', caller);
}

export function placeOrderTries(caller: Caller): readonly Counted[] {
  return [{ quota: 'placeOrder.address', of: caller.address }, ...byAccount('placeOrder.account', caller)];
}

/**
 * Cards cannot be counted: before the bank is asked, only the PSP knows the card. An order's owner may pay without its
 * token.
 */
export function authorizePaymentTries(caller: Caller, orderToken: string | null): readonly Counted[] {
  return [
    { quota: 'authorizePayment.address', of: caller.address },
    ...byAccount('authorizePayment.account', caller),
    ...byToken('authorizePayment.order', orderToken),
  ];
}

export function retryPaymentTries(caller: Caller, orderToken: string | null): readonly Counted[] {
  return [
    { quota: 'retryPayment.address', of: caller.address },
    ...byAccount('retryPayment.account', caller),
    ...byToken('retryPayment.order', orderToken),
  ];
}

function byToken(quota: QuotaName, orderToken: string | null): readonly Counted[] {
  return orderToken === null ? [] : [{ quota, of: orderToken }];
}

function byAccount(quota: QuotaName, { actor }: Caller): readonly Counted[] {
  return actor.kind === 'ACCOUNT' ? [{ quota, of: actor.accountId }] : [];
}
