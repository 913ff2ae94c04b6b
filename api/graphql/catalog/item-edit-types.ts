import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import type { WeightClass } from '../../../core/catalog/shipping.js';
import type { TaxClass } from '../../../core/catalog/tax.js';
import {
  InvalidInputType,
  ItemNotFoundType,
  plainUserError,
  SellerNotFoundType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { ItemType, TaxClassType, WeightClassType } from './item-type.js';

const SKU = 'Stock keeping unit: at most 64 letters, digits and the characters . _ - /';
const UPC = 'Product code: UPC-A or EAN-13 with its check digit.';
const PICTURE = 'Name of a built-in illustration, or an https URL.';
const PRICE =
  'Unit price as a decimal string in major units, such as 58.20, 1200 or 1.234, with at most the decimals of its currency.';

@InputType('CreateItemInput', { description: 'Input of `createItem`.' })
export class CreateItemInputType {
  @Field(() => ID, { description: 'Global ID of the seller; the caller must be a member.' })
  sellerId!: string;

  @Field(() => String, { description: SKU })
  sku!: string;

  @Field(() => String, { nullable: true, description: UPC })
  upc!: string | null;

  @Field(() => String, { description: 'Display name, at most 200 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'Description, at most 2,000 characters.' })
  description!: string;

  @Field(() => String, { description: 'Product category.' })
  category!: string;

  @Field(() => String, { description: PICTURE })
  picture!: string;

  @Field(() => String, { description: PRICE })
  price!: string;

  @Field(() => String, { description: 'ISO 4217 currency code of the price; cannot be changed later.' })
  currency!: string;

  @Field(() => TaxClassType.values, { defaultValue: 'STANDARD', description: 'Tax class of the item.' })
  taxClass!: TaxClass;

  @Field(() => WeightClassType.values, {
    defaultValue: 'PARCEL',
    description: 'Weight class that shipping is charged by.',
  })
  weightClass!: WeightClass;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the item is on sale immediately.' })
  active!: boolean;
}

@InputType('UpdateItemInput', { description: 'Input of `updateItem`; omitted fields stay unchanged.' })
export class UpdateItemInputType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => Int, {
    description: 'Version of the item that was read; returns `ItemChanged` if it is stale.',
  })
  version!: number;

  @Field(() => String, { nullable: true, description: SKU })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: `${UPC} Null removes it.` })
  upc?: string | null;

  @Field(() => String, { nullable: true, description: 'Display name, at most 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Description, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Product category.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: PICTURE })
  picture?: string | null;

  @Field(() => String, { nullable: true, description: PRICE })
  price?: string | null;

  @Field(() => TaxClassType.values, { nullable: true, description: 'Tax class of the item.' })
  taxClass?: TaxClass | null;

  @Field(() => WeightClassType.values, {
    nullable: true,
    description: 'Weight class that shipping is charged by.',
  })
  weightClass?: WeightClass | null;
}

@InputType('ActivateItemInput', { description: 'Input of `activateItem`.' })
export class ActivateItemInputType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;
}

@InputType('DeactivateItemInput', { description: 'Input of `deactivateItem`.' })
export class DeactivateItemInputType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;
}

const SkuTakenType = plainUserError('SkuTaken', 'Returned when another item of the seller has this SKU.');
const UpcTakenType = plainUserError('UpcTaken', 'Returned when another item has this product code.');

@ObjectType('ItemChanged', {
  implements: UserErrorType,
  description: 'Returned when the item has changed since the given version was read.',
})
class ItemChangedType extends UserErrorType {
  @Field(() => ItemType, { description: 'The current item.' })
  current!: ItemType;
}

@ObjectType('ItemSaved', { description: 'The item was saved.' })
export class ItemSavedType {
  @Field(() => ItemType, { description: 'The saved item.' })
  item!: ItemType;
}

export const CreateItemResult = createUnionType({
  name: 'CreateItemResult',
  description: 'Result of `createItem`.',
  types: () => [ItemSavedType, SellerNotFoundType, InvalidInputType, SkuTakenType, UpcTakenType] as const,
  resolveType: resultType('ItemSaved'),
});

export const UpdateItemResult = createUnionType({
  name: 'UpdateItemResult',
  description: 'Result of `updateItem`.',
  types: () =>
    [ItemSavedType, ItemNotFoundType, ItemChangedType, InvalidInputType, SkuTakenType, UpcTakenType] as const,
  resolveType: resultType('ItemSaved'),
});

export const SetItemActiveResult = createUnionType({
  name: 'SetItemActiveResult',
  description: 'Result of `activateItem` and `deactivateItem`.',
  types: () => [ItemSavedType, ItemNotFoundType] as const,
  resolveType: resultType('ItemSaved'),
});
