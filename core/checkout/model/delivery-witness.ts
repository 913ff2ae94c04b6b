/** By whose word a seller order counts as delivered; TIMEOUT is nobody's. A carrier's word reaches us through one of the others. */
export const deliveryWitnesses = ['BUYER', 'SELLER', 'OPERATOR', 'TIMEOUT'] as const;

export type DeliveryWitness = (typeof deliveryWitnesses)[number];
