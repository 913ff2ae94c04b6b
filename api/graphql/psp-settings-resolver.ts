import { Ctx, Field, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';

import type { PspSettings } from '../application.js';
import type { GraphqlContext } from './context.js';

enum PspProvider {
  STRIPE = 'STRIPE',
  SIMULATOR = 'SIMULATOR',
}
registerEnumType(PspProvider, {
  name: 'PspProvider',
  description: 'Who takes the card.',
  valuesConfig: {
    STRIPE: { description: 'Stripe’s Payment Element.' },
    SIMULATOR: { description: 'The simulated element; no real card, no real money.' },
  },
});

@ObjectType('PspSettings', { description: 'How the browser reaches the payment service provider.' })
class PspSettingsType {
  @Field(() => PspProvider, { description: 'Which element to show.' })
  provider!: PspProvider;

  @Field(() => String, { description: 'The key for the browser.' })
  publishableKey!: string;

  @Field(() => String, { nullable: true, description: 'Base URL of the simulator; null with Stripe.' })
  apiBase!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the card is kept to hold each seller’s share by itself; the element must be told.',
  })
  savesCard!: boolean;
}

@Resolver()
export class PspSettingsResolver {
  @Query(() => PspSettingsType, { description: 'What the payment element of the checkout needs.' })
  pspSettings(@Ctx() { pspSettings }: GraphqlContext): PspSettings {
    return pspSettings;
  }
}
