import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import type { Connection } from '../shared/page-types.js';
import { afterOptions, connectionOf, firstOptions, firstType, pageRequest } from '../shared/page-types.js';
import type { LedgerEntryType } from './journal-types.js';
import { JournalFilterType, LedgerEntryConnectionType, TrialBalanceLineType } from './journal-types.js';
import { journalView, trialBalanceView } from './ledger-views.js';

@Resolver()
export class JournalResolver {
  @Query(() => [TrialBalanceLineType], {
    description:
      'Returns the trial balance: one line per account and currency with postings. Requires the FINANCE role or the scope `balances:read`.',
  })
  async trialBalance(@Ctx() { actor, readers }: GraphqlContext): Promise<TrialBalanceLineType[]> {
    requirePermission(actor, 'balances.read');
    return (await readers.ledger.trialBalance()).map(trialBalanceView);
  }

  @Query(() => LedgerEntryConnectionType, {
    description:
      'Lists ledger entries, newest first. Requires the FINANCE role or the scope `balances:read`.',
  })
  async journal(
    @Arg('filter', () => JournalFilterType, {
      nullable: true,
      description: 'Filters the list. Null for all.',
    })
    filter: JournalFilterType | null,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Ctx() { actor, readers }: GraphqlContext,
  ): Promise<Connection<LedgerEntryType>> {
    requirePermission(actor, 'balances.read');
    const wanted = {
      account: filter?.account ?? null,
      fact: filter?.fact ?? null,
      orderId: filter?.orderId ?? null,
      sellerId: filter?.sellerId ?? null,
    };
    const page = await readers.ledger.journal(wanted, pageRequest(first, after ?? null));
    return connectionOf({ ...page, nodes: page.nodes.map(journalView) });
  }
}
