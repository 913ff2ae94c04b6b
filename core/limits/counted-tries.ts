import type { Actor } from '../identity/actor.js';
import { numberPrefixOf } from '../orders/order-list.js';
import type { QuotaName } from './quotas.js';
import type { Counted } from './rate-limits.js';

/** Who tries something, as far as tries are counted. */
export type Asker = Readonly<{ address: string; actor: Actor }>;

/** The address first: when that is used up, no more accounts and orders are noted down for it. */
export function signInTries(email: string, address: string): readonly Counted[] {
  const account = email.trim().toLowerCase();
  return [
    { quota: 'signIn.address', of: address },
    { quota: 'signIn.accountAndAddress', of: `${account} ${address}` },
    { quota: 'signIn.account', of: account },
  ];
}

/** A code cannot be guessed; each try is a question to the identity provider, though. */
export function issuerSignInTries({ address }: Asker): readonly Counted[] {
  return [{ quota: 'signIn.address', of: address }];
}

export function registerTries({ address }: Asker): readonly Counted[] {
  return [{ quota: 'register.address', of: address }];
}

export function passwordResetTries(email: string, { address }: Asker): readonly Counted[] {
  return [
    { quota: 'requestPasswordReset.address', of: address },
    { quota: 'requestPasswordReset.account', of: email.trim().toLowerCase() },
  ];
}

export function resetPasswordTries({ address }: Asker): readonly Counted[] {
  return [{ quota: 'resetPassword.address', of: address }];
}

export function emailVerificationTries(asker: Asker): readonly Counted[] {
  return byAccount('requestEmailVerification.account', asker);
}

/** Whichever way people write the number; what is none is refused anyway. */
export function orderLinkTries(orderNumber: string, { address }: Asker): readonly Counted[] {
  const number = numberPrefixOf(orderNumber);
  const byNumber = number === null ? [] : [{ quota: 'requestOrderLink.order', of: number } as const];
  return [{ quota: 'requestOrderLink.address', of: address }, ...byNumber];
}

export function changePasswordTries(asker: Asker): readonly Counted[] {
  return byAccount('changePassword.account', asker);
}

export function placeOrderTries(asker: Asker): readonly Counted[] {
  return [{ quota: 'placeOrder.address', of: asker.address }, ...byAccount('placeOrder.account', asker)];
}

/** The card itself is known to the PSP only, before the bank has been asked. Who owns the order may pay without its token. */
export function authorizePaymentTries(asker: Asker, orderToken: string | null): readonly Counted[] {
  return [
    { quota: 'authorizePayment.address', of: asker.address },
    ...byAccount('authorizePayment.account', asker),
    ...byToken('authorizePayment.order', orderToken),
  ];
}

export function retryPaymentTries(asker: Asker, orderToken: string | null): readonly Counted[] {
  return [
    { quota: 'retryPayment.address', of: asker.address },
    ...byAccount('retryPayment.account', asker),
    ...byToken('retryPayment.order', orderToken),
  ];
}

function byToken(quota: QuotaName, orderToken: string | null): readonly Counted[] {
  return orderToken === null ? [] : [{ quota, of: orderToken }];
}

function byAccount(quota: QuotaName, { actor }: Asker): readonly Counted[] {
  return actor.kind === 'ACCOUNT' ? [{ quota, of: actor.accountId }] : [];
}
