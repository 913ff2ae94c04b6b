import { Field, Int, ObjectType } from 'type-graphql';

import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';
import { connectionTypes } from '../shared/page-types.js';

@ObjectType('Item', { implements: NodeType, description: 'Something that a seller sells.' })
export class ItemType extends NodeType {
  @Field(() => String, { description: 'Stock keeping unit; unique.' })
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

  @Field(() => MoneyType, { description: 'Price of one unit.' })
  price!: MoneyType;

  @Field(() => Int, { description: 'Units that can be ordered now.' })
  availableUnits!: number;
}

export const { Connection: ItemConnectionType } = connectionTypes('Item', ItemType);

/** Where the web app serves an item's illustration. */
export function pictureUrlOf(picture: string): string {
  return `/pictures/${picture}.svg`;
}
