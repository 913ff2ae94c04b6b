import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { CommissionPlan } from '../../../core/catalog/commission.js';
import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import { MoneyType } from '../shared/money-type.js';
import { InvalidInputType, SellerNotFoundType, UserErrorType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

const CommissionRefundPolicyType = {
  COMMISSION_RETURNED: 'COMMISSION_RETURNED',
  COMMISSION_KEPT: 'COMMISSION_KEPT',
} as const;
registerEnumType(CommissionRefundPolicyType, {
  name: 'CommissionRefundPolicy',
  description: 'Whether a refund returns the commission to the seller.',
  valuesConfig: {
    COMMISSION_RETURNED: { description: 'The commission on the refunded amount is returned to the seller.' },
    COMMISSION_KEPT: { description: 'The platform keeps the commission.' },
  },
});

const TaxRemitterType = { PLATFORM: 'PLATFORM', SELLER: 'SELLER' } as const;
registerEnumType(TaxRemitterType, {
  name: 'TaxRemitter',
  description: 'Who remits the tax to the authorities.',
  valuesConfig: {
    PLATFORM: { description: 'The platform remits it and withholds it from the seller.' },
    SELLER: { description: 'The seller remits it and receives it with their earnings.' },
  },
});

@ObjectType('ShippingTerms', { description: 'Shipping prices by the weight class of the heaviest item.' })
export class ShippingTermsType {
  @Field(() => Int, { description: 'Increases with every edit.' })
  version!: number;

  @Field(() => MoneyType, { description: 'Price when everything fits into an envelope.' })
  letter!: MoneyType;

  @Field(() => MoneyType, { description: 'Price when one person can carry the parcel.' })
  parcel!: MoneyType;

  @Field(() => MoneyType, { description: 'Price when the parcel requires a van.' })
  bulky!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Goods subtotal from which shipping is free. Null if shipping is never free.',
  })
  freeFrom!: MoneyType | null;
}

@ObjectType('CommissionPlan', { description: 'Commission that the platform keeps from a seller’s sales.' })
export class CommissionPlanType {
  @Field(() => Int, { description: 'Increases with every edit.' })
  version!: number;

  @Field(() => Int, {
    description: 'Percentage of the goods subtotal, in basis points (hundredths of a percent).',
  })
  bps!: number;

  @Field(() => MoneyType, { description: 'Fixed fee per sale, added to the percentage.' })
  fixed!: MoneyType;

  @Field(() => MoneyType, { description: 'Minimum commission.' })
  min!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'Maximum commission. Null if unlimited.' })
  max!: MoneyType | null;

  @Field(() => CommissionRefundPolicyType, {
    description: 'Whether a refund returns the commission to the seller.',
  })
  refundPolicy!: CommissionPlan['refundPolicy'];

  @Field(() => TaxRemitterType, { description: 'Who remits the tax to the authorities.' })
  taxRemittedBy!: CommissionPlan['taxRemittedBy'];
}

@ObjectType('SellerTerms', { description: 'A seller’s terms in one currency.' })
export class SellerTermsType {
  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;

  @Field(() => ShippingTermsType, {
    nullable: true,
    description: 'Shipping terms. Null when the seller’s flat price applies.',
  })
  shipping!: ShippingTermsType | null;

  @Field(() => CommissionPlanType, {
    nullable: true,
    description: 'Commission plan. Null when the seller’s default rate applies.',
  })
  commission!: CommissionPlanType | null;
}

const AMOUNT = 'a decimal string in major units of the currency';

@InputType('ShippingPricesInput', { description: 'Shipping prices by weight class.' })
class ShippingPricesInputType {
  @Field(() => String, { description: `Price when everything fits into an envelope, as ${AMOUNT}.` })
  letter!: string;

  @Field(() => String, { description: `Price when one person can carry the parcel, as ${AMOUNT}.` })
  parcel!: string;

  @Field(() => String, { description: `Price when the parcel requires a van, as ${AMOUNT}.` })
  bulky!: string;
}

const VERSION =
  'Version of the terms that was read, 0 if there were none; returns `TermsChanged` if it is stale.';

@InputType('SetShippingTermsInput', {
  description: 'Input of `setShippingTerms`; requires either `flat` or `byWeightClass`.',
})
export class SetShippingTermsInputType {
  @Field(() => ID, { description: 'Global ID of the seller; the caller must be a member.' })
  sellerId!: string;

  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;

  @Field(() => Int, { description: VERSION })
  version!: number;

  @Field(() => String, { nullable: true, description: `One price for every weight class, as ${AMOUNT}.` })
  flat?: string | null;

  @Field(() => ShippingPricesInputType, { nullable: true, description: 'One price per weight class.' })
  byWeightClass?: ShippingPricesInputType | null;

  @Field(() => String, {
    nullable: true,
    description: `Goods subtotal from which shipping is free, as ${AMOUNT}. Null if shipping is never free.`,
  })
  freeFrom?: string | null;
}

@InputType('SetCommissionPlanInput', {
  description: 'Input of `setCommissionPlan`; replaces the plan of one currency.',
})
export class SetCommissionPlanInputType {
  @Field(() => ID, { description: 'Global ID of the seller.' })
  sellerId!: string;

  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;

  @Field(() => Int, { description: VERSION })
  version!: number;

  @Field(() => Int, { description: 'Percentage of the goods subtotal in basis points, 0 to 10,000.' })
  bps!: number;

  @Field(() => String, { defaultValue: '0', description: `Fixed fee per sale, as ${AMOUNT}.` })
  fixed!: string;

  @Field(() => String, { defaultValue: '0', description: `Minimum commission, as ${AMOUNT}.` })
  min!: string;

  @Field(() => String, {
    nullable: true,
    description: `Maximum commission, as ${AMOUNT}. Null if unlimited.`,
  })
  max?: string | null;

  @Field(() => CommissionRefundPolicyType, {
    defaultValue: 'COMMISSION_RETURNED',
    description: 'Whether a refund returns the commission to the seller.',
  })
  refundPolicy!: CommissionPlan['refundPolicy'];

  @Field(() => TaxRemitterType, {
    defaultValue: 'PLATFORM',
    description: 'Who remits the tax to the authorities.',
  })
  taxRemittedBy!: CommissionPlan['taxRemittedBy'];
}

@ObjectType('TermsChanged', {
  implements: UserErrorType,
  description: 'Returned when the terms have changed since the given version was read.',
})
class TermsChangedType extends UserErrorType {
  @Field(() => Int, { description: 'Current version of the terms; 0 if there are none.' })
  currentVersion!: number;
}

@ObjectType('TermsSaved', { description: 'The terms were saved.' })
export class TermsSavedType {
  @Field(() => SellerTermsType, { description: 'The saved terms; terms of the other kind are null.' })
  terms!: SellerTermsType;
}

export const SetShippingTermsResult = createUnionType({
  name: 'SetShippingTermsResult',
  description: 'Result of `setShippingTerms`.',
  types: () => [TermsSavedType, SellerNotFoundType, InvalidInputType, TermsChangedType] as const,
  resolveType: resultType('TermsSaved'),
});

export const SetCommissionPlanResult = createUnionType({
  name: 'SetCommissionPlanResult',
  description: 'Result of `setCommissionPlan`.',
  types: () =>
    [
      TermsSavedType,
      SignInRequiredType,
      NotPermittedType,
      SellerNotFoundType,
      InvalidInputType,
      TermsChangedType,
    ] as const,
  resolveType: resultType('TermsSaved'),
});
