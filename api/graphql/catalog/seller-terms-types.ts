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
  description: 'What a refund does to the commission.',
  valuesConfig: {
    COMMISSION_RETURNED: { description: 'The seller gets its part of the commission back.' },
    COMMISSION_KEPT: { description: 'The platform keeps the commission.' },
  },
});

const TaxRemitterType = { PLATFORM: 'PLATFORM', SELLER: 'SELLER' } as const;
registerEnumType(TaxRemitterType, {
  name: 'TaxRemitter',
  description: 'Who pays the tax on to the state.',
  valuesConfig: {
    PLATFORM: { description: 'The platform, which keeps it from the seller’s share.' },
    SELLER: { description: 'The seller, who is paid it.' },
  },
});

@ObjectType('ShippingTerms', { description: 'What a parcel costs by the weight class of its heaviest item.' })
export class ShippingTermsType {
  @Field(() => Int, { description: 'Rises with every edit.' })
  version!: number;

  @Field(() => MoneyType, { description: 'When everything fits into an envelope.' })
  letter!: MoneyType;

  @Field(() => MoneyType, { description: 'When one person can carry it.' })
  parcel!: MoneyType;

  @Field(() => MoneyType, { description: 'When it needs a van.' })
  bulky!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'From this much worth of goods on, shipping is free; null: never.',
  })
  freeFrom!: MoneyType | null;
}

@ObjectType('CommissionPlan', { description: 'What the platform keeps of a seller’s sales.' })
export class CommissionPlanType {
  @Field(() => Int, { description: 'Rises with every edit.' })
  version!: number;

  @Field(() => Int, { description: 'Share of the goods’ worth in hundredths of a percent.' })
  bps!: number;

  @Field(() => MoneyType, { description: 'Added to the share.' })
  fixed!: MoneyType;

  @Field(() => MoneyType, { description: 'At least this much.' })
  min!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'At most this much; null: no limit.' })
  max!: MoneyType | null;

  @Field(() => CommissionRefundPolicyType, { description: 'What a refund does to it.' })
  refundPolicy!: CommissionPlan['refundPolicy'];

  @Field(() => TaxRemitterType, { description: 'Who pays the tax on.' })
  taxRemittedBy!: CommissionPlan['taxRemittedBy'];
}

@ObjectType('SellerTerms', { description: 'A seller’s terms in one currency.' })
export class SellerTermsType {
  @Field(() => String, { description: 'ISO 4217 code.' })
  currency!: string;

  @Field(() => ShippingTermsType, {
    nullable: true,
    description: 'Null: the seller’s flat price, whatever is in the parcel.',
  })
  shipping!: ShippingTermsType | null;

  @Field(() => CommissionPlanType, { nullable: true, description: 'Null: the seller’s share alone.' })
  commission!: CommissionPlanType | null;
}

const AMOUNT = 'decimal text with the decimals of the currency';

@InputType('ShippingPricesInput', { description: 'A price for each weight class.' })
class ShippingPricesInputType {
  @Field(() => String, { description: `When everything fits into an envelope; ${AMOUNT}.` })
  letter!: string;

  @Field(() => String, { description: `When one person can carry it; ${AMOUNT}.` })
  parcel!: string;

  @Field(() => String, { description: `When it needs a van; ${AMOUNT}.` })
  bulky!: string;
}

const VERSION = 'Version that was read, 0 where there was none; another one by now is TermsChanged.';

@InputType('SetShippingTermsInput', { description: 'Either flat or byWeightClass.' })
export class SetShippingTermsInputType {
  @Field(() => ID, { description: 'Global id of the seller; who asks must be a member.' })
  sellerId!: string;

  @Field(() => String, { description: 'ISO 4217 code.' })
  currency!: string;

  @Field(() => Int, { description: VERSION })
  version!: number;

  @Field(() => String, { nullable: true, description: `One price for every parcel; ${AMOUNT}.` })
  flat?: string | null;

  @Field(() => ShippingPricesInputType, { nullable: true, description: 'A price for each weight class.' })
  byWeightClass?: ShippingPricesInputType | null;

  @Field(() => String, {
    nullable: true,
    description: `From this much worth of goods on, shipping is free; ${AMOUNT}.`,
  })
  freeFrom?: string | null;
}

@InputType('SetCommissionPlanInput', { description: 'The whole plan of a currency.' })
export class SetCommissionPlanInputType {
  @Field(() => ID, { description: 'Global id of the seller.' })
  sellerId!: string;

  @Field(() => String, { description: 'ISO 4217 code.' })
  currency!: string;

  @Field(() => Int, { description: VERSION })
  version!: number;

  @Field(() => Int, { description: 'Share of the goods’ worth in hundredths of a percent, 0 to 10,000.' })
  bps!: number;

  @Field(() => String, { defaultValue: '0', description: `Added to the share; ${AMOUNT}.` })
  fixed!: string;

  @Field(() => String, { defaultValue: '0', description: `At least this much; ${AMOUNT}.` })
  min!: string;

  @Field(() => String, { nullable: true, description: `At most this much; ${AMOUNT}.` })
  max?: string | null;

  @Field(() => CommissionRefundPolicyType, {
    defaultValue: 'COMMISSION_RETURNED',
    description: 'What a refund does to it.',
  })
  refundPolicy!: CommissionPlan['refundPolicy'];

  @Field(() => TaxRemitterType, { defaultValue: 'PLATFORM', description: 'Who pays the tax on.' })
  taxRemittedBy!: CommissionPlan['taxRemittedBy'];
}

@ObjectType('TermsChanged', {
  implements: UserErrorType,
  description: 'Returned when the terms were changed since they were read. Nothing was changed now.',
})
class TermsChangedType extends UserErrorType {
  @Field(() => Int, { description: 'Their version now; 0: there are none.' })
  currentVersion!: number;
}

@ObjectType('TermsSaved', { description: 'The terms are as they were asked for.' })
export class TermsSavedType {
  @Field(() => SellerTermsType, { description: 'What was set; the other kind of terms is left out.' })
  terms!: SellerTermsType;
}

export const SetShippingTermsResult = createUnionType({
  name: 'SetShippingTermsResult',
  description: 'What setShippingTerms comes to.',
  types: () => [TermsSavedType, SellerNotFoundType, InvalidInputType, TermsChangedType] as const,
  resolveType: resultType('TermsSaved'),
});

export const SetCommissionPlanResult = createUnionType({
  name: 'SetCommissionPlanResult',
  description: 'What setCommissionPlan comes to.',
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
