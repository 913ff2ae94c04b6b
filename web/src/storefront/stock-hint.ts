/** Below this many units the shopper is told how many are left. */
const FEW = 10;

/** `undefined` while there is enough that the number does not matter. */
export function stockHint(availableUnits: number): string | undefined {
  if (availableUnits <= 0) return 'Sold out';
  return availableUnits < FEW ? `Only ${availableUnits} left` : undefined;
}
