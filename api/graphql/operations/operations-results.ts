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

const REASON = 'Reason in your own words, at least 5 characters. Stored permanently.';
const DRY_RUN = 'Whether to return the plan without changing anything. Defaults to true.';

@InputType('RetryStepInput', { description: 'Input of `retryStep`.' })
export class RetryStepInput {
  @Field(() => ID, { description: 'Global ID of the step.' })
  stepId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Boolean, { defaultValue: true, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType('ReplayWebhookEventInput', { description: 'Input of `replayWebhookEvent`.' })
export class ReplayWebhookEventInput {
  @Field(() => ID, { description: 'The PSP’s event ID.' })
  eventId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Boolean, { defaultValue: true, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType('RecheckPaymentInput', { description: 'Input of `recheckPayment`.' })
export class RecheckPaymentInput {
  @Field(() => ID, { description: 'Global ID of the payment.' })
  paymentId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@ObjectType('RetryStepSuccess', { description: 'The step was scheduled again, or would be in a dry run.' })
export class RetryStepSuccessType {
  @Field(() => PspStepType, { description: 'The current step.' })
  step!: PspStepType;

  @Field(() => String, { description: 'What the retry does, in words.' })
  plan!: string;

  @Field(() => Boolean, { description: 'Whether this was a dry run, which changed nothing.' })
  dryRun!: boolean;
}

@ObjectType('ReplayWebhookEventSuccess', {
  description: 'The event was scheduled again, or would be in a dry run.',
})
export class ReplayWebhookEventSuccessType {
  @Field(() => WebhookEventType, { description: 'The current event.' })
  event!: WebhookEventType;

  @Field(() => String, { description: 'What the replay does, in words.' })
  plan!: string;

  @Field(() => Boolean, { description: 'Whether this was a dry run, which changed nothing.' })
  dryRun!: boolean;
}

@ObjectType('RecheckPaymentSuccess', { description: 'Lookups of the payment’s attempts were scheduled.' })
export class RecheckPaymentSuccessType {
  @Field(() => ID, { description: 'Global ID of the payment.' })
  paymentId!: string;

  @Field(() => Int, { description: 'Number of attempts to look up: those the PSP knows.' })
  lookups!: number;
}

const StepNotFoundType = plainUserError('StepNotFound', 'Returned when the step does not exist.');

@ObjectType('StepNotRetryable', {
  implements: UserErrorType,
  description: 'Returned when the step does not need attention.',
})
export class StepNotRetryableType extends UserErrorType {
  @Field(() => StepStateType, { description: 'Current state of the step.' })
  state!: string;
}

const WebhookEventNotFoundType = plainUserError(
  'WebhookEventNotFound',
  'Returned when the webhook event does not exist.',
);

const WebhookEventWaitingType = plainUserError(
  'WebhookEventWaiting',
  'Returned when the event has not been processed yet; it will be, automatically.',
);

export const RetryStepResult = createUnionType({
  name: 'RetryStepResult',
  description: 'Result of `retryStep`.',
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
  description: 'Result of `replayWebhookEvent`.',
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
  description: 'Result of `recheckPayment`.',
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
