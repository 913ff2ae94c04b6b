/**
 * How long captured money stays pending. Stripe settles card payments of established accounts in the EU and the US two
 * to three business days after the capture; seven days cover weekends, holidays and the slower first weeks of a new
 * account, so that nothing is paid out before the platform has received it.
 */
export const SETTLEMENT_DELAY_MS = 7 * 24 * 60 * 60_000;
