import { Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';

import type { Money } from '../../../core/shared/money.js';
import { formatMoney } from '../../../core/shared/money.js';

@ObjectType('Money', { description: 'An exact amount in one currency.' })
export class MoneyType {
  @Field(() => String, { description: 'ISO 4217 code, as EUR.' })
  currency!: string;
}

@Resolver(() => MoneyType)
export class MoneyResolver {
  @FieldResolver(() => String, {
    description: 'Minor units (cents, yen, fils) as decimal text; may exceed a 32-bit Int.',
  })
  amountMinor(@Root() { amountMinor }: Money): string {
    return amountMinor.toString();
  }

  @FieldResolver(() => String, {
    description: 'For people, as €58.20. English; format amountMinor yourself for other locales.',
  })
  formatted(@Root() amount: Money): string {
    return formatMoney(amount);
  }
}
