import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import {
  InvalidInputType,
  PaymentNotFoundType,
  plainUserError,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { PspStepType, StepStateType, WebhookEventType } from './operations-types.js';

const REASON = 'Why, in your own words; at least 5 characters. Kept for ever.';
const DRY_RUN = 'Tells what would happen and changes nothing. True unless said otherwise.';

@InputType('RetryStepInput', { description: 'A step to run again.' })
export class RetryStepInput {
  @Field(() => ID, { description: 'Global id of the step.' })
  stepId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Boolean, { defaultValue: true, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType('ReplayWebhookEventInput', { description: 'A webhook event to process again.' })
export class ReplayWebhookEventInput {
  @Field(() => ID, { description: 'The PSP’s id of the event.' })
  eventId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Boolean, { defaultValue: true, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType('RecheckPaymentInput', { description: 'A payment to look at.' })
export class RecheckPaymentInput {
  @Field(() => ID, { description: 'Global id of the payment.' })
  paymentId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@ObjectType('RetryStepSuccess', { description: 'The step runs again, or would.' })
export class RetryStepSuccessType {
  @Field(() => PspStepType, { description: 'The step, as it is now.' })
  step!: PspStepType;

  @Field(() => String, { description: 'What that means, for people.' })
  plan!: string;

  @Field(() => Boolean, { description: 'Whether nothing was changed.' })
  dryRun!: boolean;
}

@ObjectType('ReplayWebhookEventSuccess', { description: 'The event is processed again, or would be.' })
export class ReplayWebhookEventSuccessType {
  @Field(() => WebhookEventType, { description: 'The event, as it is now.' })
  event!: WebhookEventType;

  @Field(() => String, { description: 'What that means, for people.' })
  plan!: string;

  @Field(() => Boolean, { description: 'Whether nothing was changed.' })
  dryRun!: boolean;
}

@ObjectType('RecheckPaymentSuccess', { description: 'The payment’s attempts are looked at.' })
export class RecheckPaymentSuccessType {
  @Field(() => ID, { description: 'Global id of the payment.' })
  paymentId!: string;

  @Field(() => Int, { description: 'How many attempts the PSP knows and is asked about.' })
  lookups!: number;
}

const StepNotFoundType = plainUserError('StepNotFound', 'Returned when there is no such step.');

@ObjectType('StepNotRetryable', {
  implements: UserErrorType,
  description: 'Returned when the step does not wait for a person.',
})
export class StepNotRetryableType extends UserErrorType {
  @Field(() => StepStateType, { description: 'How far the step is.' })
  state!: string;
}

const WebhookEventNotFoundType = plainUserError(
  'WebhookEventNotFound',
  'Returned when the inbox has no such event.',
);

const WebhookEventWaitingType = plainUserError(
  'WebhookEventWaiting',
  'Returned when the event has not been processed yet.',
);

export const RetryStepResult = createUnionType({
  name: 'RetryStepResult',
  description: 'What retryStep comes to.',
  types: () =>
    [
      RetryStepSuccessType,
      SignInRequiredType,
      NotPermittedType,
      InvalidInputType,
      StepNotFoundType,
      StepNotRetryableType,
    ] as const,
  resolveType: resultType('RetryStepSuccess'),
});

export const ReplayWebhookEventResult = createUnionType({
  name: 'ReplayWebhookEventResult',
  description: 'What replayWebhookEvent comes to.',
  types: () =>
    [
      ReplayWebhookEventSuccessType,
      SignInRequiredType,
      NotPermittedType,
      InvalidInputType,
      WebhookEventNotFoundType,
      WebhookEventWaitingType,
    ] as const,
  resolveType: resultType('ReplayWebhookEventSuccess'),
});

export const RecheckPaymentResult = createUnionType({
  name: 'RecheckPaymentResult',
  description: 'What recheckPayment comes to.',
  types: () =>
    [
      RecheckPaymentSuccessType,
      SignInRequiredType,
      NotPermittedType,
      InvalidInputType,
      PaymentNotFoundType,
    ] as const,
  resolveType: resultType('RecheckPaymentSuccess'),
});
