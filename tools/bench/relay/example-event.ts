import { paymentOrderCaptured } from '../../../core/checkout/model/payment-events.js';

/** About as many events as the payment of a three-seller order. */
export const EVENTS_PER_PAYMENT = 10;

/** The event that both sides send. */
export const exampleEvent = {
  topic: paymentOrderCaptured.topic,
  aggregateType: paymentOrderCaptured.aggregateType,
  type: paymentOrderCaptured.type,
  data: paymentOrderCaptured.example,
};
