/** Below this many units the remaining stock is shown. */
const FEW = 10;

/** `undefined` while stock is plentiful. */
export function stockHint(availableUnits: number): string | undefined {
  if (availableUnits <= 0) return 'Sold out';
  return availableUnits < FEW ? `Only ${availableUnits} left` : undefined;
}
