import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { AdjustmentReason } from '../../../core/inventory/adjustment-reason.js';
import {
  IdempotencyKeyReusedType,
  InvalidInputType,
  ItemNotFoundType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

const REASONS: Readonly<Record<AdjustmentReason, string>> = {
  DELIVERED: 'New units arrived.',
  COUNTED: 'A count found another number.',
  DAMAGED: 'Units cannot be sold any more.',
  LOST: 'Units are gone.',
  FOUND: 'Units turned up again.',
};

const AdjustmentReasonType = Object.fromEntries(Object.keys(REASONS).map((reason) => [reason, reason]));
registerEnumType(AdjustmentReasonType, {
  name: 'StockAdjustmentReason',
  description: 'Why a seller corrects their stock.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([reason, description]) => [reason, { description }]),
  ),
});

@InputType('AdjustStockInput', { description: 'A correction of the units in hand.' })
export class AdjustStockInputType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units more, or less when negative; not zero.' })
  delta!: number;

  @Field(() => AdjustmentReasonType, { description: 'Why.' })
  reason!: AdjustmentReason;

  @Field(() => String, { defaultValue: '', description: 'For the audit, at most 500 characters.' })
  note!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('StockAdjusted', { description: 'The stock after the correction.' })
export class StockAdjustedType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units on hand at the seller, reserved ones included.' })
  onHand!: number;

  @Field(() => Int, { description: 'Units that unpaid orders have reserved.' })
  reserved!: number;

  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

@ObjectType('StockBelowReserved', {
  implements: UserErrorType,
  description: 'Returned when fewer units would be left than orders have reserved. Nothing was changed.',
})
export class StockBelowReservedType extends UserErrorType {
  @Field(() => Int, { description: 'Units on hand at the seller.' })
  onHand!: number;

  @Field(() => Int, { description: 'Units that orders have reserved.' })
  reserved!: number;
}

export const AdjustStockResult = createUnionType({
  name: 'AdjustStockResult',
  description: 'What adjustStock comes to.',
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
