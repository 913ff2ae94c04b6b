import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import { orderMachine } from '../../../core/checkout/model/order-states.js';
import { sellerOrderMachine } from '../../../core/checkout/model/seller-order-states.js';
import { SellerType } from '../catalog/seller-type.js';
import { PaymentOrderType, PaymentType } from '../payments/payment-types.js';
import { CancelerType, CancellationReasonType } from './cancellation-reason-type.js';
import { describedEnum } from '../shared/described-enum.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';

export const OrderStatus = describedEnum(orderMachine, {
  PENDING_PAYMENT: 'Placed; the stock is reserved, the money is not held yet.',
  PAYMENT_CONFIRMED: 'The money is held; sellers may start.',
  COMPLETED: 'Everything is paid or released, and nothing is left to ship.',
  EXPIRED: 'Not paid in time; the stock was given back.',
  CANCELED: 'Canceled; holds are released, captures refunded.',
});
registerEnumType(OrderStatus.values, { name: 'OrderStatus', ...OrderStatus.options });

export const SellerOrderStatus = describedEnum(sellerOrderMachine, {
  PENDING: 'Waits for the payment.',
  TO_SHIP: 'The money is held; the seller has to ship.',
  SHIPPED: 'On its way.',
  CLOSED: 'Delivered; nothing left to do.',
  CANCELED: 'Canceled.',
});
registerEnumType(SellerOrderStatus.values, { name: 'SellerOrderStatus', ...SellerOrderStatus.options });

@ObjectType('Address', { description: 'Where an order is shipped.' })
export class AddressType {
  @Field(() => String, { description: 'Who receives it.' })
  name!: string;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Flat, company, care of.' })
  line2!: string | null;

  @Field(() => String, { description: 'Town.' })
  city!: string;

  @Field(() => String, { description: 'Postal code.' })
  postalCode!: string;

  @Field(() => String, { description: 'ISO 3166 code, as DE.' })
  country!: string;
}

@InputType('AddressInput', { description: 'Where to ship.' })
export class AddressInput {
  @Field(() => String, { description: 'Who receives it.' })
  name!: string;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Flat, company, care of.' })
  line2!: string | null;

  @Field(() => String, { description: 'Town.' })
  city!: string;

  @Field(() => String, { description: 'Postal code.' })
  postalCode!: string;

  @Field(() => String, { description: 'ISO 3166 code, as DE.' })
  country!: string;
}

@ObjectType('OrderLine', {
  description: 'An item as it was agreed; later changes of the item do not reach it.',
})
export class OrderLineType {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Name at the time of the order.' })
  name!: string;

  @Field(() => Int, { description: 'Units.' })
  quantity!: number;

  @Field(() => Int, { description: 'Units that are on their way, or there.' })
  shippedUnits!: number;

  @Field(() => MoneyType, { description: 'Agreed price of one unit.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'quantity × unitPrice.' })
  total!: MoneyType;
}

@ObjectType('ShipmentLine', { description: 'Units of one line in a parcel.' })
export class ShipmentLineType {
  @Field(() => ID, { description: 'Global id of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units in this parcel.' })
  quantity!: number;
}

@ObjectType('Shipment', { description: 'A parcel that a seller handed to a carrier.' })
export class ShipmentType {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, { description: 'Who carries it, as DHL.' })
  carrier!: string;

  @Field(() => String, { description: 'The carrier’s number of the parcel.' })
  trackingNumber!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was handed over.' })
  shippedAt!: Date;

  @Field(() => MoneyType, {
    description:
      'Its part of the seller’s total; delivery is in the first parcel, and all of them sum to the total.',
  })
  amount!: MoneyType;

  @Field(() => [ShipmentLineType], { description: 'What is in it.' })
  lines!: ShipmentLineType[];
}

@ObjectType('SellerOrder', { implements: NodeType, description: 'One seller’s part of an order.' })
export class SellerOrderType extends NodeType {
  @Field(() => ID, { description: 'Global id of the whole order.' })
  orderId!: string;

  @Field(() => String, { description: 'Short number of the whole order, as K7Q2-M4XD.' })
  orderNumber!: string;

  @Field(() => Int, {
    description:
      'Rises with every change of the order, also in other sellers’ parts; what has a lower one is older.',
  })
  version!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was placed.' })
  placedAt!: Date;

  @Field(() => AddressType, { description: 'Where it is shipped.' })
  shipTo!: AddressType;

  @Field(() => SellerOrderStatus.values, { description: 'Where fulfilment stands.' })
  status!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'When it counted as delivered: somebody confirmed it, or the time that a parcel is given was over. Null before.',
  })
  deliveredAt!: Date | null;

  @Field(() => SellerType, { description: 'Who ships it.' })
  seller!: SellerType;

  @Field(() => [OrderLineType], { description: 'What was ordered from this seller.' })
  lines!: OrderLineType[];

  @Field(() => MoneyType, { description: 'Sum of the lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Shipping of this seller.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that was added to the prices.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that the prices contain; not added again.' })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax; the seller’s share of the payment.' })
  total!: MoneyType;

  @Field(() => [ShipmentType], { description: 'Parcels of this seller, first one first.' })
  shipments!: ShipmentType[];

  @Field(() => PaymentOrderType, {
    nullable: true,
    description:
      'The seller’s share of the money; null until it is held. Where there are several, their sums and what is most open.',
  })
  paymentOrder!: PaymentOrderType | null;

  @Field(() => [PaymentOrderType], {
    description:
      'The seller’s shares of the money: none until it is held, usually one, several when it was shipped in parts.',
  })
  paymentOrders!: PaymentOrderType[];
}

@ObjectType('OrderCancellation', { description: 'That an order was canceled, and why.' })
export class OrderCancellationType {
  @Field(() => CancellationReasonType, { description: 'Why.' })
  reason!: string;

  @Field(() => CancelerType, { description: 'Who called it off.' })
  by!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  canceledAt!: Date;
}

@ObjectType('Order', {
  implements: NodeType,
  description: 'What a shopper ordered, from all sellers together.',
})
export class OrderType extends NodeType {
  @Field(() => String, { description: 'Short number for people, as K7Q2-M4XD.' })
  number!: string;

  @Field(() => OrderStatus.values, { description: 'Where the order stands.' })
  status!: string;

  @Field(() => Int, { description: 'Rises with every change; ignore an older one.' })
  version!: number;

  @Field(() => String, { description: 'Where the confirmation goes.' })
  email!: string;

  @Field(() => AddressType, { description: 'Where it is shipped.' })
  shipTo!: AddressType;

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of the shipping of all sellers.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that was added to the prices.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax that the prices contain; not added again.' })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax; equals the sum of the seller orders.' })
  total!: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When it was placed.' })
  placedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Until when the stock is held for a payment.' })
  expiresAt!: Date;

  @Field(() => [SellerOrderType], {
    description: 'One part per seller; at most as many as the cart had sellers.',
  })
  sellerOrders!: SellerOrderType[];

  @Field(() => PaymentType, { description: 'The money.' })
  payment!: PaymentType;

  @Field(() => OrderCancellationType, { nullable: true, description: 'Null unless somebody called it off.' })
  cancellation!: OrderCancellationType | null;
}
