import { apolloClient } from '../app/apollo-client.js';
import {
  AuthorizePaymentDocument,
  RetryPaymentDocument,
  type AuthorizePaymentMutation,
  type RetryPaymentMutation,
} from '../generated/graphql.js';
import { askAgain, type NotYet } from '../shared/ask-again.js';
import { intentKeys } from './intent-keys.js';

type InProgress = { __typename: 'IdempotencyKeyInProgress' };
export type AuthorizeOutcome = Exclude<AuthorizePaymentMutation['authorizePayment'], InProgress>;
export type RetryOutcome = Exclude<RetryPaymentMutation['retryPayment'], InProgress>;

interface Authorization {
  readonly paymentIntentId: string;
  readonly orderToken: string;
  readonly confirmationToken: string;
}

/** Authorizes a payment intent, once per intent and card. `undefined` means that the API didn't answer. */
export async function authorizePayment(authorization: Authorization): Promise<AuthorizeOutcome | undefined> {
  const intent = `authorize ${authorization.paymentIntentId}`;
  const input = {
    ...authorization,
    idempotencyKey: intentKeys.keyFor(intent, authorization.confirmationToken),
  };
  const outcome = await askAgain(async (): Promise<AuthorizeOutcome | NotYet> => {
    const { data } = await apolloClient.mutate({ mutation: AuthorizePaymentDocument, variables: { input } });
    if (data == null) throw new Error('Response without data');
    const result = data.authorizePayment;
    return result.__typename === 'IdempotencyKeyInProgress'
      ? { againAfterMs: result.askAgainAfterMs }
      : result;
  });
  if (outcome !== undefined) intentKeys.settle(intent);
  return outcome;
}

interface Retry {
  readonly paymentId: string;
  readonly orderToken: string;
  /** The declined attempt: pressing "Pay" twice after it creates only one new attempt. */
  readonly declinedIntentId: string;
}

/** Creates a new attempt on the same order after a decline. `undefined` means that the API didn't answer. */
export async function retryPayment(retry: Retry): Promise<RetryOutcome | undefined> {
  const { paymentId, orderToken, declinedIntentId } = retry;
  const intent = `retry ${paymentId}`;
  const input = { paymentId, orderToken, idempotencyKey: intentKeys.keyFor(intent, declinedIntentId) };
  const outcome = await askAgain(async (): Promise<RetryOutcome | NotYet> => {
    const { data } = await apolloClient.mutate({ mutation: RetryPaymentDocument, variables: { input } });
    if (data == null) throw new Error('Response without data');
    const result = data.retryPayment;
    return result.__typename === 'IdempotencyKeyInProgress'
      ? { againAfterMs: result.askAgainAfterMs }
      : result;
  });
  if (outcome !== undefined) intentKeys.settle(intent);
  return outcome;
}
