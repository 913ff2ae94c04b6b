/**
 * Allocates an amount by weights so that the parts sum to it exactly: each part is rounded down, and the remaining
 * minor units go to the largest remainders, on ties to the earlier part (Hamilton's method). `allocate` of dinero.js
 * gives them to the first parts, so it is not used here.
 */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): readonly bigint[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  if (totalMinor < 0n || weights.some((weight) => weight < 0n) || (sum === 0n && totalMinor > 0n))
    throw new Error(`${totalMinor} cannot be allocated by [${weights.join()}]`);
  if (sum === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, index) => ({
    index,
    quotient: (totalMinor * weight) / sum,
    remainder: (totalMinor * weight) % sum,
  }));
  const left = totalMinor - parts.reduce((total, { quotient }) => total + quotient, 0n);
  const byRemainder = parts.toSorted(
    (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder),
  );
  const roundedUp = new Set(byRemainder.slice(0, Number(left)).map(({ index }) => index));
  return parts.map(({ index, quotient }) => quotient + (roundedUp.has(index) ? 1n : 0n));
}

/** amount × numerator ÷ denominator, half a minor unit rounded up; for non-negative amounts. */
export function proportion(amountMinor: bigint, numerator: bigint, denominator: bigint): bigint {
  return (2n * amountMinor * numerator + denominator) / (2n * denominator);
}

/** 100 % in basis points. */
export const WHOLE_BPS = 10_000n;

/** The price of so many units of a line in multiples of the step, such that all units together cost the line exactly. */
export function priceOfUnits(
  { grossMinor, quantity }: Readonly<{ grossMinor: bigint; quantity: number }>,
  units: number,
  stepMinor: bigint,
): bigint {
  return proportion(grossMinor, BigInt(units), BigInt(quantity) * stepMinor) * stepMinor;
}

/** The least multiple of the step that is not below the amount. */
export function ceilToStep(amountMinor: bigint, stepMinor: bigint): bigint {
  return ((amountMinor + stepMinor - 1n) / stepMinor) * stepMinor;
}
