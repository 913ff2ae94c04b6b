import { Field, ID, InterfaceType } from 'type-graphql';

import { prefixOf } from '../../../core/shared/ids.js';

/** GraphQL type names by ID prefix. */
const TYPE_OF_PREFIX: Readonly<Record<string, string>> = {
  sel: 'Seller',
  itm: 'Item',
  crt: 'Cart',
  ord: 'Order',
  so: 'SellerOrder',
  pay: 'Payment',
  pin: 'PaymentIntent',
  po: 'PaymentOrder',
};

@InterfaceType('Node', {
  description: 'An object with a global ID.',
  resolveType: (value: { id: string }) => TYPE_OF_PREFIX[prefixOf(value.id) ?? ''],
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque global ID; the same in the API, in events and in PSP metadata.' })
  id!: string;
}
