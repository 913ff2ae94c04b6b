import { registerEnumType } from 'type-graphql';

import type { CancellationReason, Canceler } from '../../../core/checkout/model/cancellation-reason.js';

const REASONS: Readonly<Record<CancellationReason, string>> = {
  CHANGED_MIND: 'The buyer does not want it any more.',
  ORDERED_BY_MISTAKE: 'It was the wrong thing, or ordered twice.',
  TOO_EXPENSIVE: 'It costs more than the buyer wants to pay.',
  TOO_SLOW: 'It takes too long.',
  OTHER: 'Something else; see the note.',
  OUT_OF_STOCK: 'A seller cannot deliver. For operations.',
  FRAUD_SUSPECTED: 'It does not look right. For operations.',
};

const CANCELERS: Readonly<Record<Canceler, string>> = {
  BUYER: 'Who bought it.',
  OPERATOR: 'A person of the marketplace.',
};

export const CancellationReasonType = namesOf(REASONS);
registerEnumType(CancellationReasonType, {
  name: 'CancellationReason',
  description: 'Why an order is canceled.',
  valuesConfig: describedBy(REASONS),
});

export const CancelerType = namesOf(CANCELERS);
registerEnumType(CancelerType, {
  name: 'Canceler',
  description: 'Who called an order off.',
  valuesConfig: describedBy(CANCELERS),
});

function namesOf(described: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(described).map((name) => [name, name]));
}

function describedBy(described: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description }]));
}
