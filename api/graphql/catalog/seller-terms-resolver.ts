import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { SellerTerms } from '../../../core/catalog/seller-terms.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { Money } from '../../../core/shared/money.js';
import { money } from '../../../core/shared/money.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  SellerTermsType,
  SetCommissionPlanInputType,
  SetCommissionPlanResult,
  SetShippingTermsInputType,
  SetShippingTermsResult,
} from './seller-terms-types.js';

@Resolver()
export class SellerTermsResolver {
  @Query(() => [SellerTermsType], {
    nullable: true,
    description:
      'Returns a seller’s shipping terms and commission plans per currency. Null unless the caller is a member of the seller or has the FINANCE role.',
  })
  async sellerTerms(
    @Arg('sellerId', () => ID, { description: 'Global ID of the seller.' }) sellerId: string,
    @Ctx() { useCases, actor }: GraphqlContext,
  ) {
    return (await useCases.catalog.readSellerTerms({ actor, sellerId }))?.map(shownTerms) ?? null;
  }

  @Mutation(() => SetShippingTermsResult, {
    description:
      'Sets a seller’s shipping terms in one currency. Carts get a new quote version; existing orders keep their terms.',
  })
  async setShippingTerms(
    @Arg('input', () => SetShippingTermsInputType, { description: 'The complete terms of one currency.' })
    { flat = null, byWeightClass = null, freeFrom = null, ...input }: SetShippingTermsInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ terms: ShownTerms } | UserError> {
    const set = await useCases.catalog.setShippingTerms({ ...input, flat, byWeightClass, freeFrom, actor });
    return isDomainError(set) ? userError(set) : { terms: shownTerms({ ...set, commission: null }) };
  }

  @Mutation(() => SetCommissionPlanResult, {
    description:
      'Sets a seller’s commission plan in one currency for new orders; existing orders keep their plan. Requires the FINANCE role.',
  })
  async setCommissionPlan(
    @Arg('input', () => SetCommissionPlanInputType, { description: 'The complete plan of one currency.' })
    { max = null, ...input }: SetCommissionPlanInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ terms: ShownTerms } | UserError> {
    const set = await useCases.catalog.setCommissionPlan({ ...input, max, actor });
    return isDomainError(set) ? userError(set) : { terms: shownTerms({ ...set, shipping: null }) };
  }
}

type ShownTerms = ReturnType<typeof shownTerms>;

/** Converts minor units to Money. */
function shownTerms({ currency, shipping, commission }: SellerTerms) {
  const inCurrency = (amountMinor: bigint): Money => money(amountMinor, currency);
  const orNull = (amountMinor: bigint | null): Money | null =>
    amountMinor === null ? null : inCurrency(amountMinor);
  return {
    currency,
    shipping: shipping && {
      version: shipping.version,
      letter: inCurrency(shipping.pricesMinor.LETTER),
      parcel: inCurrency(shipping.pricesMinor.PARCEL),
      bulky: inCurrency(shipping.pricesMinor.BULKY),
      freeFrom: orNull(shipping.freeFromMinor),
    },
    commission: commission && {
      ...commission,
      fixed: inCurrency(commission.fixedMinor),
      min: inCurrency(commission.minMinor),
      max: orNull(commission.maxMinor),
    },
  };
}
