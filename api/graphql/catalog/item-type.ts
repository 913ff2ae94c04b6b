import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { WeightClass } from '../../../core/catalog/shipping.js';
import type { TaxClass } from '../../../core/catalog/tax.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';
import { connectionTypes } from '../shared/page-types.js';

const TAX_CLASSES: Readonly<Record<TaxClass, string>> = {
  STANDARD: 'Standard-rate goods.',
  REDUCED: 'Goods with a reduced rate in many countries, such as books and food.',
  ZERO: 'Zero-rated goods.',
};
export const TaxClassType = {
  values: Object.fromEntries(Object.keys(TAX_CLASSES).map((each) => [each, each])),
};
registerEnumType(TaxClassType.values, {
  name: 'TaxClass',
  description: 'Tax class of an item; the rate depends on the destination.',
  valuesConfig: Object.fromEntries(
    Object.entries(TAX_CLASSES).map(([each, description]) => [each, { description }]),
  ),
});

const WEIGHT_CLASSES: Readonly<Record<WeightClass, string>> = {
  LETTER: 'Fits into an envelope.',
  PARCEL: 'One person can carry it.',
  BULKY: 'Requires a van.',
};
export const WeightClassType = {
  values: Object.fromEntries(Object.keys(WEIGHT_CLASSES).map((each) => [each, each])),
};
registerEnumType(WeightClassType.values, {
  name: 'WeightClass',
  description: 'Weight class that shipping is charged by; the heaviest item of a parcel counts.',
  valuesConfig: Object.fromEntries(
    Object.entries(WEIGHT_CLASSES).map(([each, description]) => [each, { description }]),
  ),
});

@ObjectType('Item', { implements: NodeType, description: 'An item that a seller offers.' })
export class ItemType extends NodeType {
  @Field(() => String, { description: 'Stock keeping unit; unique per seller.' })
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Product code (UPC-A or EAN-13), unique across sellers. Null when the item has none.',
  })
  upc!: string | null;

  @Field(() => String, { description: 'Display name.' })
  name!: string;

  @Field(() => String, { description: 'Description for shoppers.' })
  description!: string;

  @Field(() => String, { description: 'Product category.' })
  category!: string;

  @Field(() => String, {
    description: 'Name of a built-in illustration, or an https URL.',
  })
  picture!: string;

  @Field(() => TaxClassType.values, { description: 'Tax class of the item.' })
  taxClass!: TaxClass;

  @Field(() => WeightClassType.values, { description: 'Weight class that shipping is charged by.' })
  weightClass!: WeightClass;

  @Field(() => Boolean, {
    description: 'Whether the item is on sale. Only members of the seller see inactive items.',
  })
  active!: boolean;

  @Field(() => Int, {
    description: 'Increases with every change; pass it to `updateItem`.',
  })
  version!: number;

  @Field(() => MoneyType, { description: 'Unit price.' })
  price!: MoneyType;

  @Field(() => Int, { description: 'Units in stock that no order has reserved.' })
  availableUnits!: number;
}

export const { Connection: ItemConnectionType } = connectionTypes('Item', ItemType);

/** URL of an item's picture: a path on this server unless it is an https URL. */
export function pictureUrlOf(picture: string): string {
  return picture.startsWith('https://') ? picture : `/pictures/${picture}.svg`;
}
