import { paymentOrderCaptured } from '../../../core/checkout/model/payment-events.js';

/** About as many events as the payment of an order of three sellers has. */
export const EVENTS_PER_PAYMENT = 10;

/** What both sides send: a share that was captured. */
export const exampleEvent = {
  topic: paymentOrderCaptured.topic,
  aggregateType: paymentOrderCaptured.aggregateType,
  type: paymentOrderCaptured.type,
  data: paymentOrderCaptured.example,
};
