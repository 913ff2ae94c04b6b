import { Field, Int, ObjectType } from 'type-graphql';

import { ItemType } from '../catalog/item-type.js';
import { SellerType } from '../catalog/seller-type.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';

@ObjectType('CartLine', { description: 'So many units of one item, at the price of this moment.' })
export class CartLineType {
  @Field(() => ItemType, { description: 'What was chosen.' })
  item!: ItemType;

  @Field(() => Int, { description: 'Units.' })
  quantity!: number;

  @Field(() => MoneyType, { description: 'Price of one unit now.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'quantity × unitPrice.' })
  total!: MoneyType;
}

@ObjectType('CartSellerGroup', { description: 'What one seller gets of a quote.' })
export class CartSellerGroupType {
  @Field(() => SellerType, { description: 'Who sells these lines.' })
  seller!: SellerType;

  @Field(() => [CartLineType], {
    description: 'Lines of this seller, in the order in which they were added.',
  })
  lines!: CartLineType[];

  @Field(() => MoneyType, { description: 'Sum of the lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Shipping that this seller asks.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to these prices at the destination.' })
  tax!: MoneyType;

  @Field(() => MoneyType, {
    description: 'Tax that these prices contain at the destination; not added again.',
  })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax.' })
  total!: MoneyType;
}

@ObjectType('Quote', {
  description: 'A priced cart. The parts always add up to the total, to the minor unit.',
})
export class QuoteType {
  @Field(() => String, {
    description: 'Changes whenever what would be charged changes; placeOrder names it.',
  })
  version!: string;

  @Field(() => String, { description: 'ISO 3166 code of the country that the tax is for.' })
  destination!: string;

  @Field(() => [CartSellerGroupType], { description: 'One group per seller.' })
  sellers!: CartSellerGroupType[];

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of the shipping of all sellers.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices at the destination.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that the prices contain at the destination; not added again.' })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, {
    description: 'subtotal + shipping + tax: what paying now would hold on the card.',
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

@ObjectType('AgreedTotals', { description: 'What a shopper had seen, as a quote version tells it.' })
export class AgreedTotalsType {
  @Field(() => String, { description: 'The version that was named.' })
  version!: string;

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of the shipping of all sellers.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that was added.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'What would have been held.' })
  total!: MoneyType;
}

@ObjectType('Cart', { implements: NodeType, description: 'What a shopper has chosen.' })
export class CartType extends NodeType {
  @Field(() => String, { description: 'ISO 4217 code; a cart has one currency.' })
  currency!: string;

  @Field(() => String, {
    description: 'ISO 3166 code of where it would be shipped; the quote’s tax follows it.',
  })
  destination!: string;
}
