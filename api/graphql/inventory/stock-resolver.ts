import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { AdjustedStock } from '../../../core/inventory/adjust-stock.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { AdjustStockInputType, AdjustStockResult } from './stock-types.js';

@Resolver()
export class StockResolver {
  @Mutation(() => AdjustStockResult, {
    description:
      'Corrects the stock of an item and records who, when and why. Requires membership of the seller.',
  })
  async adjustStock(
    @Arg('input', () => AdjustStockInputType, { description: 'The item, the change and the reason.' })
    input: AdjustStockInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<AdjustedStock | UserError> {
    const adjusted = await useCases.inventory.adjustStock({ ...input, actor });
    return isDomainError(adjusted) ? userError(adjusted) : adjusted;
  }
}
