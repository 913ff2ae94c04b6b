import { Field, ObjectType } from 'type-graphql';

import { NodeType } from '../shared/node-type.js';
import { connectionTypes } from '../shared/page-types.js';

@ObjectType('Seller', { implements: NodeType, description: 'A seller on the marketplace.' })
export class SellerType extends NodeType {
  @Field(() => String, { description: 'Short name for URLs, such as north-kiln.' })
  slug!: string;

  @Field(() => String, { description: 'Display name.' })
  name!: string;

  @Field(() => String, { description: 'One line about the seller’s products.' })
  tagline!: string;

  @Field(() => String, {
    description: 'Name of the color palette for the logo, the banner and the pictures.',
  })
  accent!: string;
}

export const { Connection: SellerConnectionType } = connectionTypes('Seller', SellerType);
