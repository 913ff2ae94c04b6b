import { Field, ObjectType } from 'type-graphql';

import { NodeType } from '../shared/node-type.js';
import { connectionTypes } from '../shared/page-types.js';

@ObjectType('Seller', { implements: NodeType, description: 'Someone who sells on the marketplace.' })
export class SellerType extends NodeType {
  @Field(() => String, { description: 'Short name for addresses, as north-kiln.' })
  slug!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'One line about what they make.' })
  tagline!: string;

  @Field(() => String, { description: 'Palette of the mark, the banner and the pictures.' })
  accent!: string;
}

export const { Connection: SellerConnectionType } = connectionTypes('Seller', SellerType);
