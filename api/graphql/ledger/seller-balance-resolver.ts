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

const sellerOptions = { description: 'Global id of the seller.' } as const;

@Resolver(() => SellerType)
export class SellerBalanceResolver {
  @FieldResolver(() => [SellerBalanceType], {
    nullable: true,
    description: 'What the platform owes the seller, by currency; null for those whom it does not concern.',
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
    description: 'What the platform owes a seller, by currency. Null when there is no such seller to see.',
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
    description: 'What changed a seller’s balance, newest first. Null when there is no such seller to see.',
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
      'A seller’s account over a period. Null when there is no such seller to see, or no such currency.',
  })
  async statement(
    @Arg('sellerId', () => ID, sellerOptions) sellerId: string,
    @Arg('currency', () => String, { description: 'ISO 4217 code, as EUR.' }) currency: string,
    @Arg('from', () => GraphQLISODateTime, { description: 'The period’s beginning.' }) from: Date,
    @Arg('to', () => GraphQLISODateTime, { description: 'Its end, which is not part of it.' }) to: Date,
    @Ctx() { actor, readers }: GraphqlContext,
  ): Promise<SellerStatementType | null> {
    const seller = sellerToSee(actor, sellerId);
    return seller === null || !isCurrencyCode(currency)
      ? null
      : statementView(await readers.ledger.statement(seller, currency, { from, to }));
  }
}

/** The seller whose money the actor may see, or null; throws when the actor may see nobody's. */
function sellerToSee(actor: Actor, text: string): SellerId | null {
  if (!may(actor, 'seller.own')) requirePermission(actor, 'balances.read');
  const id = parseId('sel', text);
  return id !== null && maySeeBalance(actor, id) ? id : null;
}
