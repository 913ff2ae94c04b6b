import { Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';

import type { Money } from '../../../core/shared/money.js';
import { formatMoney } from '../../../core/shared/money.js';

@ObjectType('Money', { description: 'An exact amount in one currency.' })
export class MoneyType {
  @Field(() => String, { description: 'ISO 4217 currency code, such as EUR.' })
  currency!: string;
}

@Resolver(() => MoneyType)
export class MoneyResolver {
  @FieldResolver(() => String, {
    description: 'Amount in minor units (cents, yen, fils) as a decimal string; may exceed a 32-bit Int.',
  })
  amountMinor(@Root() { amountMinor }: Money): string {
    return amountMinor.toString();
  }

  @FieldResolver(() => String, {
    description: 'English display text, such as €58.20. Format `amountMinor` yourself for other locales.',
  })
  formatted(@Root() amount: Money): string {
    return formatMoney(amount);
  }
}
