import { formatMoney } from '../../core/shared/money.js';
import type { Receipt, ReceiptAmounts, ReceiptMoney } from '../../core/orders/receipt.js';

/** A label and a formatted amount. */
export type ReceiptRow = Readonly<{ label: string; amount: string; isTotal?: boolean }>;

/** The totals of one seller or of the whole order, the same in the page and the PDF. */
export function sumRows(amounts: ReceiptAmounts, totalLabel: string): readonly ReceiptRow[] {
  const { subtotal, shipping, tax, taxIncluded, net, total } = amounts;
  const row = (label: string, amount: ReceiptAmounts['total']) => ({ label, amount: formatMoney(amount) });
  const isTaxed = tax.amountMinor + taxIncluded.amountMinor > 0n;
  return [
    row('Items', subtotal),
    row('Shipping', shipping),
    ...(tax.amountMinor > 0n ? [row('Tax', tax)] : []),
    { ...row(totalLabel, total), isTotal: true },
    ...(taxIncluded.amountMinor > 0n ? [row('Tax included', taxIncluded)] : []),
    ...(isTaxed ? [row('Total excluding tax', net)] : []),
  ];
}

const MONEY_LABELS: Readonly<Record<ReceiptMoney['where'], string>> = {
  CHARGED: 'Charged',
  REFUNDED: 'Refunded',
  HELD: 'Not charged yet',
  NOT_CHARGED: 'Not charged',
};

/** Where the order's money is; the charged amount stands out. */
export function moneyRows({ money }: Receipt): readonly ReceiptRow[] {
  return money.map(({ where, amount }) => ({
    label: MONEY_LABELS[where],
    amount: formatMoney(amount),
    isTotal: where === 'CHARGED',
  }));
}

/** The day of the order in UTC, independent of the server's time zone. */
export function receiptDate({ placedAt }: Receipt): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(placedAt);
}

/** The delivery address, line by line. */
export function addressLines({ shipTo }: Receipt): readonly string[] {
  const { name, line1, line2, postalCode, city, country } = shipTo;
  const countryName = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
  return [
    name,
    line1,
    ...(line2 === null || line2 === '' ? [] : [line2]),
    `${postalCode} ${city}`,
    countryName,
  ];
}
