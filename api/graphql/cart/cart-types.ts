import { Field, Int, ObjectType } from 'type-graphql';

import { ItemType } from '../catalog/item-type.js';
import { SellerType } from '../catalog/seller-type.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';

@ObjectType('CartLine', { description: 'Units of one item in a cart, at the current price.' })
export class CartLineType {
  @Field(() => ItemType, { description: 'The item.' })
  item!: ItemType;

  @Field(() => Int, { description: 'Number of units.' })
  quantity!: number;

  @Field(() => MoneyType, { description: 'Current unit price.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'quantity × unitPrice.' })
  total!: MoneyType;
}

@ObjectType('CartSellerGroup', { description: 'One seller’s part of a quote.' })
export class CartSellerGroupType {
  @Field(() => SellerType, { description: 'The seller of these lines.' })
  seller!: SellerType;

  @Field(() => [CartLineType], {
    description: 'The seller’s lines, in the order they were added.',
  })
  lines!: CartLineType[];

  @Field(() => MoneyType, { description: 'Sum of the lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Shipping charged by this seller.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices at the destination.' })
  tax!: MoneyType;

  @Field(() => MoneyType, {
    description: 'Tax included in the prices at the destination; not added to the total.',
  })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax.' })
  total!: MoneyType;
}

@ObjectType('Quote', {
  description: 'A priced cart. The parts add up to the total exactly, to the minor unit.',
})
export class QuoteType {
  @Field(() => String, {
    description: 'Changes whenever the amounts change; pass it to `placeOrder`.',
  })
  version!: string;

  @Field(() => String, { description: 'ISO 3166 code of the country whose tax applies.' })
  destination!: string;

  @Field(() => [CartSellerGroupType], { description: 'One group per seller.' })
  sellers!: CartSellerGroupType[];

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of all sellers’ shipping.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices at the destination.' })
  tax!: MoneyType;

  @Field(() => MoneyType, {
    description: 'Tax included in the prices at the destination; not added to the total.',
  })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, {
    description: 'subtotal + shipping + tax: the amount to authorize on the card.',
  })
  total!: MoneyType;

  @Field(() => MoneyType, {
    description: 'The least total that can be paid in this currency; below it placeOrder is rejected.',
  })
  minimumTotal!: MoneyType;

  @Field(() => MoneyType, {
    description: 'The greatest total that can be paid in this currency; above it placeOrder is rejected.',
  })
  maximumTotal!: MoneyType;
}

@ObjectType('AgreedTotals', {
  description: 'Totals that the shopper agreed to, decoded from a quote version.',
})
export class AgreedTotalsType {
  @Field(() => String, { description: 'The given quote version.' })
  version!: string;

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of all sellers’ shipping.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax.' })
  total!: MoneyType;
}

@ObjectType('Cart', { implements: NodeType, description: 'A shopping cart of a guest or an account.' })
export class CartType extends NodeType {
  @Field(() => String, { description: 'ISO 4217 currency code; a cart has one currency.' })
  currency!: string;

  @Field(() => String, {
    description: 'ISO 3166 code of the destination country, which determines the tax in the quote.',
  })
  destination!: string;
}
