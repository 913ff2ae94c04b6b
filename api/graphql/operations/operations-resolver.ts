import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { StoredOperatorAction } from '../../../core/operations/operator-action.js';
import type { StepView, WebhookState, WebhookView } from '../../../core/operations/ports.js';
import type { RecheckedPayment } from '../../../core/operations/recheck-payment.js';
import type { ReplayedWebhook } from '../../../core/operations/replay-webhook.js';
import type { RetriedStep } from '../../../core/operations/retry-step.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import {
  afterOptions,
  type Connection,
  connectionOf,
  connectionOfPlaces,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  RecheckPaymentInput,
  RecheckPaymentResult,
  ReplayWebhookEventInput,
  ReplayWebhookEventResult,
  RetryStepInput,
  RetryStepResult,
} from './operations-results.js';
import {
  OperatorActionConnection,
  PspStepConnection,
  WebhookEventConnection,
  WebhookStateType,
} from './operations-types.js';

@Resolver()
export class OperationsResolver {
  @Query(() => PspStepConnection, {
    description: 'Steps that gave up and wait for a person, the oldest first. For operations.',
  })
  async stuckSteps(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null | undefined,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<StepView>> {
    requirePermission(actor, 'operations.act');
    return connectionOf(await readers.operations.stuckSteps(pageRequest(first, after)));
  }

  @Query(() => WebhookEventConnection, {
    description: 'The webhook inbox, what came last first. For operations.',
  })
  async webhookEvents(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null | undefined,
    @Arg('state', () => WebhookStateType, { nullable: true, description: 'Only events in this state.' })
    state: WebhookState | null | undefined,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<WebhookView>> {
    requirePermission(actor, 'operations.act');
    return connectionOfPlaces(
      await readers.operations.webhookEvents({ state: state ?? null }, pageRequest(first, after)),
    );
  }

  @Query(() => OperatorActionConnection, {
    description: 'What people of operations did by hand, the newest first. For operations.',
  })
  async operatorActions(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null | undefined,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<StoredOperatorAction>> {
    requirePermission(actor, 'operations.act');
    return connectionOf(await readers.operations.actions(pageRequest(first, after)));
  }

  @Mutation(() => RetryStepResult, {
    description: 'Runs a step again that gave up. Dry unless said otherwise. For operations.',
  })
  async retryStep(
    @Arg('input', () => RetryStepInput, { description: 'Which, and why.' }) input: RetryStepInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<RetriedStep | UserError> {
    const retried = await useCases.operations.retryStep({ ...input, actor });
    return isDomainError(retried) ? userError(retried) : retried;
  }

  @Mutation(() => ReplayWebhookEventResult, {
    description: 'Has a kept webhook event processed again. Dry unless said otherwise. For operations.',
  })
  async replayWebhookEvent(
    @Arg('input', () => ReplayWebhookEventInput, { description: 'Which, and why.' })
    input: ReplayWebhookEventInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<ReplayedWebhook | UserError> {
    const replayed = await useCases.operations.replayWebhook({ ...input, actor });
    return isDomainError(replayed) ? userError(replayed) : replayed;
  }

  @Mutation(() => RecheckPaymentResult, {
    description: 'Looks at a payment at the PSP and records what is new. For operations.',
  })
  async recheckPayment(
    @Arg('input', () => RecheckPaymentInput, { description: 'Which, and why.' }) input: RecheckPaymentInput,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<RecheckedPayment | UserError> {
    const rechecked = await useCases.operations.recheckPayment({ ...input, actor, correlationId });
    return isDomainError(rechecked) ? userError(rechecked) : rechecked;
  }
}
