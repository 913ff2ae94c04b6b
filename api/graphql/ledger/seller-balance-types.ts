import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import type { EntryCause } from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { Money } from '../../../core/shared/money.js';
import { MoneyType } from '../shared/money-type.js';
import { connectionTypes } from '../shared/page-types.js';
import { LedgerFactType } from './ledger-enums.js';

@ObjectType('SellerBalance', { description: 'What the platform owes a seller in one currency.' })
export class SellerBalanceType {
  @Field(() => String, { description: 'ISO 4217 currency code, such as EUR.' })
  currency!: string;

  @Field(() => MoneyType, { description: 'Captured but not yet settled by the PSP.' })
  pending!: Money;

  @Field(() => MoneyType, { description: 'Settled by the PSP; negative when the seller owes the platform.' })
  available!: Money;

  @Field(() => MoneyType, {
    description: 'pending + available; equals the sum of the seller’s transactions.',
  })
  total!: Money;

  @Field(() => GraphQLISODateTime, { description: 'When the balance last changed.' })
  updatedAt!: Date;
}

@ObjectType('LedgerCause', {
  description: 'Origin of a ledger entry, down to the PSP call whose result it records.',
})
export class LedgerCauseType {
  @Field(() => String, { description: 'Business key of the fact; unique across entries.' })
  businessKey!: string;

  @Field(() => String, { description: 'Kind of actor that caused the entry, such as `worker` or `psp`.' })
  actor!: string;

  @Field(() => String, { description: 'Command, PSP step or PSP event that caused the entry.' })
  cause!: string;

  @Field(() => ID, { nullable: true, description: 'Global ID of the order. Null if none.' })
  orderId!: string | null;

  @Field(() => String, { nullable: true, description: 'Order number for people. Null if none.' })
  orderNumber!: string | null;

  @Field(() => ID, { nullable: true, description: 'Global ID of the payment order. Null if none.' })
  paymentOrderId!: string | null;

  @Field(() => ID, { nullable: true, description: 'ID of the PSP step whose call it records. Null if none.' })
  stepId!: string | null;
}

@ObjectType('SellerTransaction', { description: 'A change of a seller’s balance by one ledger entry.' })
export class SellerTransactionType {
  @Field(() => ID, { description: 'ID of the ledger entry.' })
  id!: string;

  @Field(() => LedgerFactType, { description: 'Business fact that the entry records.' })
  fact!: LedgerFact;

  @Field(() => MoneyType, { description: 'Change of the balance; negative when it decreased.' })
  amount!: Money;

  @Field(() => GraphQLISODateTime, { description: 'When the entry was posted.' })
  occurredAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the amount becomes available. Null if it already is.',
  })
  pendingUntil!: Date | null;

  @Field(() => LedgerCauseType, { description: 'Origin of the entry.' })
  cause!: EntryCause;
}

@ObjectType('StatementTotal', { description: 'Total of one kind of entry in a period.' })
export class StatementTotalType {
  @Field(() => LedgerFactType, { description: 'Business fact that the entries record.' })
  fact!: LedgerFact;

  @Field(() => Int, { description: 'Number of entries.' })
  entries!: number;

  @Field(() => MoneyType, { description: 'Sum of the entries; negative when they decreased the balance.' })
  amount!: Money;
}

@ObjectType('SellerStatement', {
  description: 'A seller’s balance before and after a period; closing = opening + totals.',
})
export class SellerStatementType {
  @Field(() => GraphQLISODateTime, { description: 'Start of the period, inclusive.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, {
    description: 'End of the period, exclusive.',
  })
  to!: Date;

  @Field(() => MoneyType, { description: 'Balance at the start.' })
  opening!: Money;

  @Field(() => MoneyType, { description: 'Balance at the end.' })
  closing!: Money;

  @Field(() => [StatementTotalType], { description: 'Totals by kind of entry; at most one per kind.' })
  totals!: StatementTotalType[];
}

export const { Connection: SellerTransactionConnectionType } = connectionTypes(
  'SellerTransaction',
  SellerTransactionType,
);
