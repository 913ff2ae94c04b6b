import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import type { EntryCause } from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { Money } from '../../../core/shared/money.js';
import { MoneyType } from '../shared/money-type.js';
import { connectionTypes } from '../shared/page-types.js';
import { LedgerFactType } from './ledger-enums.js';

@ObjectType('SellerBalance', { description: 'What the platform owes a seller in one currency.' })
export class SellerBalanceType {
  @Field(() => String, { description: 'ISO 4217 code, as EUR.' })
  currency!: string;

  @Field(() => MoneyType, { description: 'Captured, and not yet settled by the PSP.' })
  pending!: Money;

  @Field(() => MoneyType, { description: 'Settled; negative when the seller owes the platform.' })
  available!: Money;

  @Field(() => MoneyType, { description: 'Pending and available together: the sum of their transactions.' })
  total!: Money;

  @Field(() => GraphQLISODateTime, { description: 'Of the last change.' })
  updatedAt!: Date;
}

@ObjectType('LedgerCause', {
  description: 'Where an entry comes from, down to the call of the PSP whose result it is.',
})
export class LedgerCauseType {
  @Field(() => String, { description: 'Name of the fact; at most one entry has it.' })
  businessKey!: string;

  @Field(() => String, { description: 'Who or what wrote it, as worker or psp.' })
  actor!: string;

  @Field(() => String, { description: 'Because of what.' })
  cause!: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the order.' })
  orderId!: string | null;

  @Field(() => String, { nullable: true, description: 'The order’s number for people.' })
  orderNumber!: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the payment order whose move it is.' })
  paymentOrderId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the payment step that called the PSP.' })
  stepId!: string | null;
}

@ObjectType('SellerTransaction', { description: 'How an entry changed what the platform owes a seller.' })
export class SellerTransactionType {
  @Field(() => ID, { description: 'Id of the entry.' })
  id!: string;

  @Field(() => LedgerFactType, { description: 'What it records.' })
  fact!: LedgerFact;

  @Field(() => MoneyType, { description: 'Negative when it became less.' })
  amount!: Money;

  @Field(() => GraphQLISODateTime, { description: 'When it was booked.' })
  occurredAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it becomes available; null when it is.',
  })
  pendingUntil!: Date | null;

  @Field(() => LedgerCauseType, { description: 'Where it comes from.' })
  cause!: EntryCause;
}

@ObjectType('StatementTotal', { description: 'What one kind of entry changed in a period.' })
export class StatementTotalType {
  @Field(() => LedgerFactType, { description: 'The kind.' })
  fact!: LedgerFact;

  @Field(() => Int, { description: 'How many there were.' })
  entries!: number;

  @Field(() => MoneyType, { description: 'Their sum.' })
  amount!: Money;
}

@ObjectType('SellerStatement', {
  description: 'What the platform owed a seller before and after a period; closing = opening + the totals.',
})
export class SellerStatementType {
  @Field(() => GraphQLISODateTime, { description: 'The period’s beginning.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, {
    description: 'The period’s end; what happened then is in the next one.',
  })
  to!: Date;

  @Field(() => MoneyType, { description: 'Owed at the beginning.' })
  opening!: Money;

  @Field(() => MoneyType, { description: 'Owed at the end.' })
  closing!: Money;

  @Field(() => [StatementTotalType], { description: 'By kind of entry; at most one of each.' })
  totals!: StatementTotalType[];
}

export const { Connection: SellerTransactionConnectionType } = connectionTypes(
  'SellerTransaction',
  SellerTransactionType,
);
