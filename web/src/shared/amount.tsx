import { formatMoney, type Money } from './money.js';

/** An amount in tabular figures, so that columns align and updates don't shift the line. */
export function Amount({ value, strong = false }: { readonly value: Money; readonly strong?: boolean }) {
  const text = formatMoney(value);
  return strong ? <strong className="amount">{text}</strong> : <span className="amount">{text}</span>;
}
