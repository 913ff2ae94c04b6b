import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { PaymentView } from '../../../core/orders/order-view.js';
import { authorizePaymentTries, retryPaymentTries } from '../../../core/limits/counted-tries.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import { findOwnOrder, findPayment } from '../orders/find-order.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  AuthorizePaymentInput,
  AuthorizePaymentResult,
  AuthorizePaymentSuccessType,
  RetryPaymentInput,
  RetryPaymentResult,
} from './payment-results.js';
import { PaymentType } from './payment-types.js';

/** The stored result with the current payment. */
type Answered = Readonly<{ replayed: boolean; paymentIntentStatus: string; payment: PaymentView }>;

/** The stored result, and the token by which the `payment` field reads the payment. */
type AuthorizedAnswer = Readonly<{ replayed: boolean; orderId: string; orderToken: string | null }>;

@Resolver(() => PaymentType)
export class PaymentResolver {
  @Query(() => PaymentType, {
    nullable: true,
    description:
      'Returns a payment. Null when it does not exist or the caller may read neither its order nor all payments.',
  })
  async payment(
    @Arg('id', () => ID, { description: 'Global ID of the payment.' }) id: string,
    @Arg('orderToken', () => String, orderTokenOptions) orderToken: string | null,
    @Ctx() context: GraphqlContext,
  ): Promise<PaymentView | null> {
    return findPayment(context, id, orderToken);
  }

  @Mutation(() => AuthorizePaymentResult, {
    description:
      'Confirms a payment intent with the shopper’s card, which authorizes the amount. At most one request per intent reaches the bank.',
  })
  async authorizePayment(
    @Arg('input', () => AuthorizePaymentInput, {
      description: 'The payment intent and the confirmation token.',
    })
    input: AuthorizePaymentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<AuthorizedAnswer | (UserError & Readonly<{ payment?: PaymentView }>)> {
    const command = { ...input, requester: context };
    const tries = authorizePaymentTries(askerOf(context), input.orderToken ?? null);
    const authorized = await withinRate(context, tries, () =>
      context.useCases.payments.authorizePayment(command),
    );
    if (isDomainError(authorized)) return userError(authorized);
    const { answer, replayed } = authorized;
    const { paymentIntentStatus, declineCode, declineMessage } = answer;
    if (paymentIntentStatus !== 'DECLINED') return { ...answer, replayed, orderToken: input.orderToken };
    const { payment } = await findOwnOrder(context, answer.orderId, input.orderToken);
    const decline = { declineCode: declineCode ?? 'declined', declineMessage: declineMessage ?? '' };
    return { ...userError({ code: 'PAYMENT_DECLINED', ...decline }), payment };
  }

  @Mutation(() => RetryPaymentResult, {
    description: 'Creates a new payment intent on an order whose last attempt was declined.',
  })
  async retryPayment(
    @Arg('input', () => RetryPaymentInput, { description: 'The payment to retry.' }) input: RetryPaymentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<Answered | UserError> {
    const command = { ...input, requester: context };
    const tries = retryPaymentTries(askerOf(context), input.orderToken ?? null);
    const retried = await withinRate(context, tries, () => context.useCases.payments.retryPayment(command));
    if (isDomainError(retried)) return userError(retried);
    const { answer, replayed } = retried;
    const { payment } = await findOwnOrder(context, answer.orderId, input.orderToken);
    return { ...answer, replayed, payment };
  }
}

@Resolver(() => AuthorizePaymentSuccessType)
export class AuthorizedPaymentResolver {
  @FieldResolver(() => PaymentType, { description: 'The current payment.' })
  async payment(
    @Root() { orderId, orderToken }: AuthorizedAnswer,
    @Ctx() context: GraphqlContext,
  ): Promise<PaymentView> {
    return (await findOwnOrder(context, orderId, orderToken)).payment;
  }
}
