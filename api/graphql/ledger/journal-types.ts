import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';

import type { LedgerAccount, Side } from '../../../core/ledger/account-chart.js';
import type { EntryCause } from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { Money } from '../../../core/shared/money.js';
import { MoneyType } from '../shared/money-type.js';
import { connectionTypes } from '../shared/page-types.js';
import { LedgerAccountType, LedgerFactType, LedgerSideType } from './ledger-enums.js';
import { LedgerCauseType } from './seller-balance-types.js';

@ObjectType('LedgerPosting', { description: 'One debit or credit of a ledger entry.' })
export class LedgerPostingType {
  @Field(() => LedgerAccountType, { description: 'The account that is posted to.' })
  account!: LedgerAccount;

  @Field(() => ID, {
    nullable: true,
    description: 'Global ID of the seller. Null for accounts that are not kept per seller.',
  })
  sellerId!: string | null;

  @Field(() => LedgerSideType, { description: 'Debit or credit.' })
  side!: Side;

  @Field(() => MoneyType, { description: 'Amount, always positive.' })
  amount!: Money;
}

@ObjectType('LedgerEntry', { description: 'A ledger entry. Entries are immutable.' })
export class LedgerEntryType {
  @Field(() => ID, { description: 'ID of the entry.' })
  id!: string;

  @Field(() => LedgerFactType, { description: 'Business fact that the entry records.' })
  fact!: LedgerFact;

  @Field(() => GraphQLISODateTime, { description: 'When the entry was posted.' })
  occurredAt!: Date;

  @Field(() => LedgerCauseType, { description: 'Origin of the entry.' })
  cause!: EntryCause;

  @Field(() => [LedgerPostingType], {
    description: 'Postings of the entry; debits equal credits in each currency.',
  })
  postings!: LedgerPostingType[];
}

@ObjectType('TrialBalanceLine', { description: 'Totals of an account’s postings in one currency.' })
export class TrialBalanceLineType {
  @Field(() => LedgerAccountType, { description: 'The account; accounts kept per seller are summed.' })
  account!: LedgerAccount;

  @Field(() => LedgerSideType, { description: 'Side on which the account increases.' })
  normalSide!: Side;

  @Field(() => MoneyType, { description: 'Sum of the debits.' })
  debit!: Money;

  @Field(() => MoneyType, { description: 'Sum of the credits.' })
  credit!: Money;

  @Field(() => MoneyType, {
    description: 'Balance on the normal side; negative when the other side is larger.',
  })
  balance!: Money;
}

@InputType('JournalFilter', { description: 'Filters ledger entries; omitted fields match everything.' })
export class JournalFilterType {
  @Field(() => LedgerAccountType, { nullable: true, description: 'Entries with a posting to this account.' })
  account!: LedgerAccount | null;

  @Field(() => LedgerFactType, { nullable: true, description: 'Entries that record this fact.' })
  fact!: LedgerFact | null;

  @Field(() => ID, { nullable: true, description: 'Entries of the order with this global ID.' })
  orderId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Entries with a posting to an account of the seller with this global ID.',
  })
  sellerId!: string | null;
}

export const { Connection: LedgerEntryConnectionType } = connectionTypes('LedgerEntry', LedgerEntryType);
