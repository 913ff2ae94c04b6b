import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { AdjustmentReason } from '../../../core/inventory/adjustment-reason.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import {
  IdempotencyKeyReusedType,
  InvalidInputType,
  ItemNotFoundType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

const REASONS: Readonly<Record<AdjustmentReason, string>> = {
  DELIVERED: 'New units arrived.',
  COUNTED: 'A stock count found a different number.',
  DAMAGED: 'Units can no longer be sold.',
  LOST: 'Units were lost.',
  FOUND: 'Lost units were found.',
};

const AdjustmentReasonType = Object.fromEntries(Object.keys(REASONS).map((reason) => [reason, reason]));
registerEnumType(AdjustmentReasonType, {
  name: 'StockAdjustmentReason',
  description: 'Reason for a stock adjustment.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([reason, description]) => [reason, { description }]),
  ),
});

@InputType('AdjustStockInput', { description: 'Input of `adjustStock`.' })
export class AdjustStockInputType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units to add, or to remove if negative; not 0.' })
  delta!: number;

  @Field(() => AdjustmentReasonType, { description: 'Reason for the adjustment.' })
  reason!: AdjustmentReason;

  @Field(() => String, { defaultValue: '', description: 'Note for the audit log, at most 500 characters.' })
  note!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('StockAdjusted', { description: 'The stock after the adjustment.' })
export class StockAdjustedType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units on hand at the seller, reserved ones included.' })
  onHand!: number;

  @Field(() => Int, { description: 'Units reserved for orders.' })
  reserved!: number;

  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

@ObjectType('StockBelowReserved', {
  implements: UserErrorType,
  description: 'Returned when the adjustment would leave fewer units than are reserved for orders.',
})
export class StockBelowReservedType extends UserErrorType {
  @Field(() => Int, { description: 'Units on hand at the seller.' })
  onHand!: number;

  @Field(() => Int, { description: 'Units reserved for orders.' })
  reserved!: number;
}

export const AdjustStockResult = createUnionType({
  name: 'AdjustStockResult',
  description: 'Result of `adjustStock`.',
  types: () =>
    [
      StockAdjustedType,
      InvalidInputType,
      ItemNotFoundType,
      IdempotencyKeyReusedType,
      StockBelowReservedType,
    ] as const,
  resolveType: resultType('StockAdjusted'),
});
