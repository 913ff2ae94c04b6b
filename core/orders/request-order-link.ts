import { z } from 'zod';

import { emailAddress } from '../identity/account.js';
import { MAIL_AGAIN_AFTER_MS } from '../identity/mailed-token.js';
import type { Mails } from '../mail/ports.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import type { Transaction } from '../shared/transaction.js';
import { numberPrefixOf } from './order-list.js';
import type { OrderOwners } from './ports.js';

export type RequestOrderLinkDependencies = Readonly<{
  transaction: Transaction;
  orderOwners: OrderOwners;
  mails: Mails;
  /** Wakes the workers after the commit. */
  wakeUp: () => void;
}>;

/** Four characters, a dash, four characters. */
const WHOLE_NUMBER_LENGTH = 9;

const command = z.object({
  email: emailAddress,
  orderNumber: z
    .string()
    .max(40, 'is not an order number')
    .transform((written) => numberPrefixOf(written) ?? '')
    .refine((number) => number.length === WHOLE_NUMBER_LENGTH, 'is not an order number'),
});

export type RequestOrderLinkInput = Readonly<{ orderNumber: string; email: string }>;

/**
 * Mails the link of an order to the address it was placed with. The answer is the same whether or not the order exists,
 * and so is the work: for an unknown order a mail is also written, and suppressed.
 *
 * Errors: INVALID_INPUT, for a malformed order number or address.
 */
export async function requestOrderLink(
  { transaction, orderOwners, mails, wakeUp }: RequestOrderLinkDependencies,
  input: RequestOrderLinkInput,
): Promise<Readonly<{ requested: true }> | InvalidInput> {
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { orderNumber, email } = parsed.data;
  const addressee = await orderOwners.findAddressee(orderNumber, email);
  await transaction.run((tx) =>
    mails.add(tx, {
      id: newId('mal'),
      dedupeKey: `ORDER_LINK:${orderNumber}:${email.toLowerCase()}`,
      onceInMs: MAIL_AGAIN_AFTER_MS,
      recipient: addressee?.email ?? email,
      content: {
        template: 'ORDER_LINK',
        displayName: addressee?.name ?? '',
        orderId: addressee?.orderId ?? '',
        orderNumber,
      },
      worthForMs: null,
      suppressedBecause: addressee === null ? 'no order with this number and address' : null,
    }),
  );
  wakeUp();
  return { requested: true };
}
