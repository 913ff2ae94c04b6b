/**
 * Who confirmed the delivery of a seller order; TIMEOUT is nobody. A carrier's confirmation reaches us through one of
 * the others.
 */
export const deliveryWitnesses = ['BUYER', 'SELLER', 'OPERATOR', 'TIMEOUT'] as const;

export type DeliveryWitness = (typeof deliveryWitnesses)[number];
