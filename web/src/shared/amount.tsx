import { formatMoney, type Money } from './money.js';

/** An amount with figures of one width, so that columns align and updates do not shift the line. */
export function Amount({ value, strong = false }: { readonly value: Money; readonly strong?: boolean }) {
  const text = formatMoney(value);
  return strong ? <strong className="amount">{text}</strong> : <span className="amount">{text}</span>;
}
