import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Query, Resolver, Root } from 'type-graphql';

import type { Seller } from '../../../core/catalog/seller.js';
import type { Actor } from '../../../core/identity/actor.js';
import { may } from '../../../core/identity/policy.js';
import { maySeeBalance } from '../../../core/ledger/balance-access.js';
import type { SellerId } from '../../../core/shared/ids.js';
import { isCurrencyCode } from '../../../core/shared/money.js';
import { parseId } from '../../../core/shared/ids.js';
import { SellerType } from '../catalog/seller-type.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import type { Connection } from '../shared/page-types.js';
import { afterOptions, connectionOf, firstOptions, firstType, pageRequest } from '../shared/page-types.js';
import { balanceView, statementView, transactionView } from './ledger-views.js';
import type { SellerTransactionType } from './seller-balance-types.js';
import {
  SellerBalanceType,
  SellerStatementType,
  SellerTransactionConnectionType,
} from './seller-balance-types.js';

const sellerOptions = { description: 'Global ID of the seller.' } as const;

@Resolver(() => SellerType)
export class SellerBalanceResolver {
  @FieldResolver(() => [SellerBalanceType], {
    nullable: true,
    description: 'What the platform owes the seller, per currency. Null when the caller may not see it.',
  })
  async balance(
    @Root() { id }: Seller,
    @Ctx() { actor, loaders }: GraphqlContext,
  ): Promise<SellerBalanceType[] | null> {
    if (!maySeeBalance(actor, id)) return null;
    return (await loaders.balances.load(id)).map(balanceView);
  }

  @Query(() => [SellerBalanceType], {
    name: 'balance',
    nullable: true,
    description:
      'Returns what the platform owes a seller, per currency. Null unless the caller is a member of the seller or may read all balances.',
  })
  async balanceOfSeller(
    @Arg('sellerId', () => ID, sellerOptions) sellerId: string,
    @Ctx() { actor, loaders }: GraphqlContext,
  ): Promise<SellerBalanceType[] | null> {
    const seller = sellerToSee(actor, sellerId);
    return seller === null ? null : (await loaders.balances.load(seller)).map(balanceView);
  }

  @Query(() => SellerTransactionConnectionType, {
    nullable: true,
    description:
      'Lists the transactions of a seller’s balance, newest first. Null unless the caller is a member of the seller or may read all balances.',
  })
  async transactions(
    @Arg('sellerId', () => ID, sellerOptions) sellerId: string,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Ctx() { actor, readers }: GraphqlContext,
  ): Promise<Connection<SellerTransactionType> | null> {
    const seller = sellerToSee(actor, sellerId);
    if (seller === null) return null;
    const page = await readers.ledger.transactions(seller, pageRequest(first, after ?? null));
    return connectionOf({ ...page, nodes: page.nodes.map(transactionView) });
  }

  @Query(() => SellerStatementType, {
    nullable: true,
    description:
      'Returns a seller’s statement for a period. Null unless the caller is a member of the seller or may read all balances, or if the currency is unknown.',
  })
  async statement(
    @Arg('sellerId', () => ID, sellerOptions) sellerId: string,
    @Arg('currency', () => String, { description: 'ISO 4217 currency code, such as EUR.' }) currency: string,
    @Arg('from', () => GraphQLISODateTime, { description: 'Start of the period, inclusive.' }) from: Date,
    @Arg('to', () => GraphQLISODateTime, { description: 'End of the period, exclusive.' }) to: Date,
    @Ctx() { actor, readers }: GraphqlContext,
  ): Promise<SellerStatementType | null> {
    const seller = sellerToSee(actor, sellerId);
    return seller === null || !isCurrencyCode(currency)
      ? null
      : statementView(await readers.ledger.statement(seller, currency, { from, to }));
  }
}

/** The seller whose balance the actor may see, or null; throws when the actor may see none. */
function sellerToSee(actor: Actor, text: string): SellerId | null {
  if (!may(actor, 'seller.own')) requirePermission(actor, 'balances.read');
  const id = parseId('sel', text);
  return id !== null && maySeeBalance(actor, id) ? id : null;
}
