import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { AdjustedStock } from '../../../core/inventory/adjust-stock.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { AdjustStockInputType, AdjustStockResult } from './stock-types.js';

@Resolver()
export class StockResolver {
  @Mutation(() => AdjustStockResult, {
    description: 'Corrects how many units of their own item a seller has; kept with who, when and why.',
  })
  async adjustStock(
    @Arg('input', () => AdjustStockInputType, { description: 'How many, and why.' })
    input: AdjustStockInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<AdjustedStock | UserError> {
    const adjusted = await useCases.inventory.adjustStock({ ...input, actor });
    return isDomainError(adjusted) ? userError(adjusted) : adjusted;
  }
}
