import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { sumMinor } from '../shared/money.js';
import { priceOfUnits } from '../shared/allocation.js';

/**
 * A line of a seller order with its shipped units. `grossMinor` is what the shopper pays for it, including added tax.
 */
export type ShippableLine = Readonly<{
  id: string;
  quantity: number;
  shippedUnits: number;
  grossMinor: bigint;
}>;

export type ShippedLine = Readonly<{ orderLineId: string; quantity: number }>;

/** The contents of a parcel, its part of the seller order's total, and whether anything is left to ship. */
export type PlannedShipment = Readonly<{
  lines: readonly ShippedLine[];
  amountMinor: bigint;
  isLast: boolean;
}>;

export type MissingUnits = Readonly<{ orderLineId: string; wanted: number; left: number }>;

/** Fewer units are left to ship than requested. */
export type UnitsNotLeft = DomainError<'UNITS_NOT_LEFT', { lines: readonly MissingUnits[] }>;

/**
 * Plans a parcel. Without named lines it contains everything left. Its amount is the value of all units shipped after
 * it minus that before it, so the parcels of a seller order sum exactly to its total, however it is split; the delivery
 * charge goes with the first one.
 */
export function planShipment(
  {
    totalMinor,
    lines,
    stepMinor = 1n,
  }: Readonly<{
    totalMinor: bigint;
    lines: readonly ShippableLine[];
    /** Amounts of the currency are multiples of it. */
    stepMinor?: bigint;
  }>,
  wanted: readonly ShippedLine[] | null,
): PlannedShipment | UnitsNotLeft | InvalidInput {
  const named = wanted ?? everythingLeft(lines);
  const fault = faultOf(lines, named);
  if (fault !== null) return { code: 'INVALID_INPUT', ...fault };
  const missing = named.flatMap(({ orderLineId, quantity }) => {
    const left = leftOf(lines.find(({ id }) => id === orderLineId));
    return quantity > left ? [{ orderLineId, wanted: quantity, left }] : [];
  });
  if (missing.length > 0) return { code: 'UNITS_NOT_LEFT', lines: missing };
  const after = lines.map((line) => {
    const quantity = named.find(({ orderLineId }) => orderLineId === line.id)?.quantity ?? 0;
    return { ...line, shippedUnits: line.shippedUnits + quantity };
  });
  return {
    lines: named,
    amountMinor: worthOf(after, [totalMinor, stepMinor]) - worthOf(lines, [totalMinor, stepMinor]),
    isLast: after.every((line) => leftOf(line) === 0),
  };
}

/** Total value of the shipped units: zero before the first parcel, the whole total after the last. */
function worthOf(
  lines: readonly ShippableLine[],
  [totalMinor, stepMinor]: readonly [bigint, bigint],
): bigint {
  if (lines.every(({ shippedUnits }) => shippedUnits === 0)) return 0n;
  const deliveryMinor = totalMinor - sumMinor(lines.map(({ grossMinor }) => grossMinor));
  const goods = lines.map((line) => priceOfUnits(line, line.shippedUnits, stepMinor));
  return deliveryMinor + sumMinor(goods);
}

function everythingLeft(lines: readonly ShippableLine[]): readonly ShippedLine[] {
  return lines.flatMap((line) => {
    const quantity = leftOf(line);
    return quantity > 0 ? [{ orderLineId: line.id, quantity }] : [];
  });
}

function faultOf(lines: readonly ShippableLine[], named: readonly ShippedLine[]) {
  for (const [index, { orderLineId }] of named.entries()) {
    const field = `lines.${index}.orderLineId`;
    if (!lines.some(({ id }) => id === orderLineId))
      return { field, reason: 'is not a line of this seller order' };
    if (named.findIndex((each) => each.orderLineId === orderLineId) < index)
      return { field, reason: 'is named twice' };
  }
  return null;
}

function leftOf(line: ShippableLine | undefined): number {
  return line === undefined ? 0 : line.quantity - line.shippedUnits;
}
