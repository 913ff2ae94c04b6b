import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { WeightClass } from '../../../core/catalog/shipping.js';
import type { TaxClass } from '../../../core/catalog/tax.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';
import { connectionTypes } from '../shared/page-types.js';

const TAX_CLASSES: Readonly<Record<TaxClass, string>> = {
  STANDARD: 'Ordinary goods.',
  REDUCED: 'Goods that many countries tax less, as books and food.',
  ZERO: 'Not taxed.',
};
export const TaxClassType = {
  values: Object.fromEntries(Object.keys(TAX_CLASSES).map((each) => [each, each])),
};
registerEnumType(TaxClassType.values, {
  name: 'TaxClass',
  description: 'What the law at the destination distinguishes.',
  valuesConfig: Object.fromEntries(
    Object.entries(TAX_CLASSES).map(([each, description]) => [each, { description }]),
  ),
});

const WEIGHT_CLASSES: Readonly<Record<WeightClass, string>> = {
  LETTER: 'Fits into an envelope.',
  PARCEL: 'One person carries it.',
  BULKY: 'Needs a van.',
};
export const WeightClassType = {
  values: Object.fromEntries(Object.keys(WEIGHT_CLASSES).map((each) => [each, each])),
};
registerEnumType(WeightClassType.values, {
  name: 'WeightClass',
  description: 'What shipping is charged by; the heaviest item of a parcel counts.',
  valuesConfig: Object.fromEntries(
    Object.entries(WEIGHT_CLASSES).map(([each, description]) => [each, { description }]),
  ),
});

@ObjectType('Item', { implements: NodeType, description: 'Something that a seller sells.' })
export class ItemType extends NodeType {
  @Field(() => String, { description: 'Stock keeping unit; unique among the items of its seller.' })
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Universal product code, when the item has one; unique.',
  })
  upc!: string | null;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'A few sentences for people.' })
  description!: string;

  @Field(() => String, { description: 'What kind of thing it is.' })
  category!: string;

  @Field(() => String, {
    description: 'Name of one of our illustrations, or the https address of a picture elsewhere.',
  })
  picture!: string;

  @Field(() => TaxClassType.values, { description: 'How it is taxed.' })
  taxClass!: TaxClass;

  @Field(() => WeightClassType.values, { description: 'How its shipping is charged.' })
  weightClass!: WeightClass;

  @Field(() => Boolean, { description: 'Whether it is sold now; only members of the seller see others.' })
  active!: boolean;

  @Field(() => Int, {
    description: 'Rises with every change; updateItem names the version that it changes.',
  })
  version!: number;

  @Field(() => MoneyType, { description: 'Price of one unit.' })
  price!: MoneyType;

  @Field(() => Int, { description: 'Units that can be ordered now.' })
  availableUnits!: number;
}

export const { Connection: ItemConnectionType } = connectionTypes('Item', ItemType);

/** Where an item's picture is: on this server, unless it is an address of its own. */
export function pictureUrlOf(picture: string): string {
  return picture.startsWith('https://') ? picture : `/pictures/${picture}.svg`;
}
