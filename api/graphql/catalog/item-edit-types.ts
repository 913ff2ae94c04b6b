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

const SKU = 'Stock keeping unit: letters, digits, . _ - / and at most 64 of them.';
const UPC = 'UPC-A or EAN-13 with its check digit.';
const PICTURE = 'Name of one of our illustrations, or an https address.';
const PRICE = 'Price of one unit as decimal text with the decimals of its currency: 58.20, 1200, 1.234.';

@InputType('CreateItemInput', { description: 'An item to be sold.' })
export class CreateItemInputType {
  @Field(() => ID, { description: 'Global id of the seller; who asks must be a member.' })
  sellerId!: string;

  @Field(() => String, { description: SKU })
  sku!: string;

  @Field(() => String, { nullable: true, description: UPC })
  upc!: string | null;

  @Field(() => String, { description: 'Name for people, at most 200 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'A few sentences, at most 2,000 characters.' })
  description!: string;

  @Field(() => String, { description: 'What kind of thing it is.' })
  category!: string;

  @Field(() => String, { description: PICTURE })
  picture!: string;

  @Field(() => String, { description: PRICE })
  price!: string;

  @Field(() => String, { description: 'ISO 4217 code; cannot be changed later.' })
  currency!: string;

  @Field(() => TaxClassType.values, { defaultValue: 'STANDARD', description: 'How it is taxed.' })
  taxClass!: TaxClass;

  @Field(() => WeightClassType.values, {
    defaultValue: 'PARCEL',
    description: 'How its shipping is charged.',
  })
  weightClass!: WeightClass;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is sold from now on.' })
  active!: boolean;
}

@InputType('UpdateItemInput', { description: 'What changes; what is left out stays as it is.' })
export class UpdateItemInputType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Version that was read; another one by now is ItemChanged.' })
  version!: number;

  @Field(() => String, { nullable: true, description: SKU })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: `${UPC} Null takes it away.` })
  upc?: string | null;

  @Field(() => String, { nullable: true, description: 'Name for people, at most 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A few sentences, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What kind of thing it is.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: PICTURE })
  picture?: string | null;

  @Field(() => String, { nullable: true, description: PRICE })
  price?: string | null;

  @Field(() => TaxClassType.values, { nullable: true, description: 'How it is taxed.' })
  taxClass?: TaxClass | null;

  @Field(() => WeightClassType.values, { nullable: true, description: 'How its shipping is charged.' })
  weightClass?: WeightClass | null;
}

@InputType('ActivateItemInput', { description: 'An item that shall be sold.' })
export class ActivateItemInputType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;
}

@InputType('DeactivateItemInput', { description: 'An item that shall not be sold for now.' })
export class DeactivateItemInputType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;
}

const SkuTakenType = plainUserError('SkuTaken', 'Returned when the seller has another item with this SKU.');
const UpcTakenType = plainUserError('UpcTaken', 'Returned when another item has this product code.');

@ObjectType('ItemChanged', {
  implements: UserErrorType,
  description: 'Returned when the item was changed since it was read. Nothing was changed now.',
})
class ItemChangedType extends UserErrorType {
  @Field(() => ItemType, { description: 'The item as it is now.' })
  current!: ItemType;
}

@ObjectType('ItemSaved', { description: 'The item is as it was asked for.' })
export class ItemSavedType {
  @Field(() => ItemType, { description: 'The item as it is now.' })
  item!: ItemType;
}

export const CreateItemResult = createUnionType({
  name: 'CreateItemResult',
  description: 'What createItem comes to.',
  types: () => [ItemSavedType, SellerNotFoundType, InvalidInputType, SkuTakenType, UpcTakenType] as const,
  resolveType: resultType('ItemSaved'),
});

export const UpdateItemResult = createUnionType({
  name: 'UpdateItemResult',
  description: 'What updateItem comes to.',
  types: () =>
    [ItemSavedType, ItemNotFoundType, ItemChangedType, InvalidInputType, SkuTakenType, UpcTakenType] as const,
  resolveType: resultType('ItemSaved'),
});

export const SetItemActiveResult = createUnionType({
  name: 'SetItemActiveResult',
  description: 'What activateItem and deactivateItem come to.',
  types: () => [ItemSavedType, ItemNotFoundType] as const,
  resolveType: resultType('ItemSaved'),
});
