import { Ctx, Field, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';

import type { PspSettings } from '../application.js';
import type { GraphqlContext } from './context.js';

enum PspProvider {
  STRIPE = 'STRIPE',
  SIMULATOR = 'SIMULATOR',
}
registerEnumType(PspProvider, {
  name: 'PspProvider',
  description: 'The PSP that collects card details.',
  valuesConfig: {
    STRIPE: { description: 'Stripe, with its Payment Element.' },
    SIMULATOR: { description: 'The PSP simulator, with its own element. No real cards and no real money.' },
  },
});

@ObjectType('PspSettings', { description: 'Settings for the payment element in the browser.' })
class PspSettingsType {
  @Field(() => PspProvider, { description: 'The PSP whose element to mount.' })
  provider!: PspProvider;

  @Field(() => String, { description: 'The PSP’s publishable key, safe to expose in the browser.' })
  publishableKey!: string;

  @Field(() => String, { nullable: true, description: 'Base URL of the simulator; null with Stripe.' })
  apiBase!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the card is saved to authorize each seller’s amount separately. If true, set up the element for off-session use.',
  })
  savesCard!: boolean;
}

@Resolver()
export class PspSettingsResolver {
  @Query(() => PspSettingsType, {
    description: 'Returns the settings for the payment element at checkout. Public.',
  })
  pspSettings(@Ctx() { pspSettings }: GraphqlContext): PspSettings {
    return pspSettings;
  }
}
