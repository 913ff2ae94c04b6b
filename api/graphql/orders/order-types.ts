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
  PENDING_PAYMENT: 'Placed; stock is reserved, the payment is not authorized yet.',
  PAYMENT_CONFIRMED: 'The payment is authorized; sellers can ship.',
  COMPLETED: 'Every payment order is captured, refunded or voided, and nothing is left to ship.',
  EXPIRED: 'Not paid in time; the stock was released.',
  CANCELED: 'Canceled; authorizations are voided and captures refunded.',
});
registerEnumType(OrderStatus.values, { name: 'OrderStatus', ...OrderStatus.options });

export const SellerOrderStatus = describedEnum(sellerOrderMachine, {
  PENDING: 'Waiting for the payment to be authorized.',
  TO_SHIP: 'The payment is authorized; the seller has to ship.',
  SHIPPED: 'Everything that will ship is with carriers.',
  CLOSED: 'Delivered; nothing is left to do.',
  CANCELED: 'Canceled.',
});
registerEnumType(SellerOrderStatus.values, { name: 'SellerOrderStatus', ...SellerOrderStatus.options });

@ObjectType('Address', { description: 'A shipping address.' })
export class AddressType {
  @Field(() => String, { description: 'Name of the recipient.' })
  name!: string;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Apartment, company or care of.' })
  line2!: string | null;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { description: 'Postal code.' })
  postalCode!: string;

  @Field(() => String, { description: 'ISO 3166 country code, such as DE.' })
  country!: string;
}

@InputType('AddressInput', { description: 'A shipping address.' })
export class AddressInput {
  @Field(() => String, { description: 'Name of the recipient.' })
  name!: string;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Apartment, company or care of.' })
  line2!: string | null;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { description: 'Postal code.' })
  postalCode!: string;

  @Field(() => String, { description: 'ISO 3166 country code, such as DE.' })
  country!: string;
}

@ObjectType('OrderLine', {
  description:
    'An ordered item with the terms at the time of the order; later changes of the item do not affect it.',
})
export class OrderLineType {
  @Field(() => ID, { description: 'Global ID of the order line.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Name at the time of the order.' })
  name!: string;

  @Field(() => Int, { description: 'Number of units ordered.' })
  quantity!: number;

  @Field(() => Int, { description: 'Units shipped so far.' })
  shippedUnits!: number;

  @Field(() => MoneyType, { description: 'Unit price at the time of the order.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'quantity × unitPrice.' })
  total!: MoneyType;
}

@ObjectType('ShipmentLine', { description: 'Units of one order line in a shipment.' })
export class ShipmentLineType {
  @Field(() => ID, { description: 'Global ID of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units in this shipment.' })
  quantity!: number;
}

@ObjectType('Shipment', { description: 'A parcel that a seller handed to a carrier.' })
export class ShipmentType {
  @Field(() => ID, { description: 'Global ID of the shipment.' })
  id!: string;

  @Field(() => String, { description: 'Name of the carrier, such as DHL.' })
  carrier!: string;

  @Field(() => String, { description: 'The carrier’s tracking number.' })
  trackingNumber!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the shipment was recorded.' })
  shippedAt!: Date;

  @Field(() => MoneyType, {
    description:
      'Allocated part of the seller order’s total. Shipping is allocated to the first shipment; all shipments sum to the total.',
  })
  amount!: MoneyType;

  @Field(() => [ShipmentLineType], { description: 'Contents of the shipment.' })
  lines!: ShipmentLineType[];
}

@ObjectType('SellerOrder', { implements: NodeType, description: 'One seller’s part of an order.' })
export class SellerOrderType extends NodeType {
  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => String, { description: 'Number of the order, such as K7Q2-M4XD.' })
  orderNumber!: string;

  @Field(() => Int, {
    description:
      'Increases with every change of the order, other sellers’ parts included. Ignore an update with a lower version.',
  })
  version!: number;

  @Field(() => GraphQLISODateTime, { description: 'When the order was placed.' })
  placedAt!: Date;

  @Field(() => AddressType, { description: 'Shipping address.' })
  shipTo!: AddressType;

  @Field(() => SellerOrderStatus.values, { description: 'Fulfillment status.' })
  status!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'When delivery was confirmed, or the delivery period after the last shipment ended. Null before.',
  })
  deliveredAt!: Date | null;

  @Field(() => SellerType, { description: 'The seller that ships it.' })
  seller!: SellerType;

  @Field(() => [OrderLineType], { description: 'Items ordered from this seller.' })
  lines!: OrderLineType[];

  @Field(() => MoneyType, { description: 'Sum of the lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Shipping charged by this seller.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax included in the prices; not added to the total.' })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax: the seller’s part of the payment.' })
  total!: MoneyType;

  @Field(() => [ShipmentType], { description: 'Shipments of this seller, oldest first.' })
  shipments!: ShipmentType[];

  @Field(() => PaymentOrderType, {
    nullable: true,
    description:
      'The payment order of this seller order; null until the payment is authorized. With several, their sums and the most urgent status.',
  })
  paymentOrder!: PaymentOrderType | null;

  @Field(() => [PaymentOrderType], {
    description:
      'Payment orders of this seller order: none until the payment is authorized, then one, or several after partial shipments.',
  })
  paymentOrders!: PaymentOrderType[];
}

@ObjectType('OrderCancellation', { description: 'Cancellation of an order.' })
export class OrderCancellationType {
  @Field(() => CancellationReasonType, { description: 'Reason for the cancellation.' })
  reason!: string;

  @Field(() => CancelerType, { description: 'Who canceled the order.' })
  by!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the order was canceled.' })
  canceledAt!: Date;
}

@ObjectType('Order', {
  implements: NodeType,
  description: 'An order across one or more sellers, with one payment.',
})
export class OrderType extends NodeType {
  @Field(() => String, { description: 'Order number for people, such as K7Q2-M4XD.' })
  number!: string;

  @Field(() => OrderStatus.values, { description: 'Status of the order.' })
  status!: string;

  @Field(() => Int, { description: 'Increases with every change. Ignore an update with a lower version.' })
  version!: number;

  @Field(() => String, { description: 'Email address for the confirmation.' })
  email!: string;

  @Field(() => AddressType, { description: 'Shipping address.' })
  shipTo!: AddressType;

  @Field(() => MoneyType, { description: 'Sum of all lines.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType, { description: 'Sum of all sellers’ shipping.' })
  shipping!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax added to the prices.' })
  tax!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax included in the prices; not added to the total.' })
  taxIncluded!: MoneyType;

  @Field(() => MoneyType, { description: 'subtotal + shipping + tax; equals the sum of the seller orders.' })
  total!: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When the order was placed.' })
  placedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When an unpaid order expires and its stock is released.' })
  expiresAt!: Date;

  @Field(() => [SellerOrderType], {
    description: 'One seller order per seller.',
  })
  sellerOrders!: SellerOrderType[];

  @Field(() => PaymentType, { description: 'The payment of the order.' })
  payment!: PaymentType;

  @Field(() => OrderCancellationType, {
    nullable: true,
    description: 'Cancellation of the order. Null unless it was canceled.',
  })
  cancellation!: OrderCancellationType | null;
}
