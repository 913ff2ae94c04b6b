import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';

import type { LedgerAccount, Side } from '../../../core/ledger/account-chart.js';
import type { EntryCause } from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { Money } from '../../../core/shared/money.js';
import { MoneyType } from '../shared/money-type.js';
import { connectionTypes } from '../shared/page-types.js';
import { LedgerAccountType, LedgerFactType, LedgerSideType } from './ledger-enums.js';
import { LedgerCauseType } from './seller-balance-types.js';

@ObjectType('LedgerPosting', { description: 'One line of an entry.' })
export class LedgerPostingType {
  @Field(() => LedgerAccountType, { description: 'The account.' })
  account!: LedgerAccount;

  @Field(() => ID, { nullable: true, description: 'Whose account, where there is one per seller.' })
  sellerId!: string | null;

  @Field(() => LedgerSideType, { description: 'Debit or credit.' })
  side!: Side;

  @Field(() => MoneyType, { description: 'Always positive.' })
  amount!: Money;
}

@ObjectType('LedgerEntry', { description: 'One fact in the books. Written once, never changed.' })
export class LedgerEntryType {
  @Field(() => ID, { description: 'Id of the entry.' })
  id!: string;

  @Field(() => LedgerFactType, { description: 'What it records.' })
  fact!: LedgerFact;

  @Field(() => GraphQLISODateTime, { description: 'When it was booked.' })
  occurredAt!: Date;

  @Field(() => LedgerCauseType, { description: 'Where it comes from.' })
  cause!: EntryCause;

  @Field(() => [LedgerPostingType], { description: 'Its lines; they sum to zero in each currency.' })
  postings!: LedgerPostingType[];
}

@ObjectType('TrialBalanceLine', { description: 'All postings of an account in one currency, added up.' })
export class TrialBalanceLineType {
  @Field(() => LedgerAccountType, { description: 'The account; those of all sellers together.' })
  account!: LedgerAccount;

  @Field(() => LedgerSideType, { description: 'The side on which it grows.' })
  normalSide!: Side;

  @Field(() => MoneyType, { description: 'Sum of the debits.' })
  debit!: Money;

  @Field(() => MoneyType, { description: 'Sum of the credits.' })
  credit!: Money;

  @Field(() => MoneyType, { description: 'On the normal side; negative when the other side is larger.' })
  balance!: Money;
}

@InputType('JournalFilter', { description: 'Only entries that meet all of it.' })
export class JournalFilterType {
  @Field(() => LedgerAccountType, { nullable: true, description: 'With a posting to this account.' })
  account!: LedgerAccount | null;

  @Field(() => LedgerFactType, { nullable: true, description: 'That record this.' })
  fact!: LedgerFact | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  orderId!: string | null;

  @Field(() => ID, { nullable: true, description: 'With a posting to this seller’s account.' })
  sellerId!: string | null;
}

export const { Connection: LedgerEntryConnectionType } = connectionTypes('LedgerEntry', LedgerEntryType);
