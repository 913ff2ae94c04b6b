import { registerEnumType } from 'type-graphql';

import type { CancellationReason, Canceler } from '../../../core/checkout/model/cancellation-reason.js';

const REASONS: Readonly<Record<CancellationReason, string>> = {
  CHANGED_MIND: 'The buyer changed their mind.',
  ORDERED_BY_MISTAKE: 'The buyer ordered the wrong item, or twice.',
  TOO_EXPENSIVE: 'The buyer found it too expensive.',
  TOO_SLOW: 'Delivery takes too long.',
  OTHER: 'Another reason; see the note.',
  OUT_OF_STOCK: 'A seller cannot deliver. Operations only.',
  FRAUD_SUSPECTED: 'Fraud is suspected. Operations only.',
};

const CANCELERS: Readonly<Record<Canceler, string>> = {
  BUYER: 'The buyer.',
  OPERATOR: 'Operations of the marketplace.',
};

export const CancellationReasonType = namesOf(REASONS);
registerEnumType(CancellationReasonType, {
  name: 'CancellationReason',
  description: 'Reason for a cancellation.',
  valuesConfig: describedBy(REASONS),
});

export const CancelerType = namesOf(CANCELERS);
registerEnumType(CancelerType, {
  name: 'Canceler',
  description: 'Who canceled an order.',
  valuesConfig: describedBy(CANCELERS),
});

function namesOf(described: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(described).map((name) => [name, name]));
}

function describedBy(described: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description }]));
}
