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
    description: 'Lists PSP steps that need attention, longest waiting first. Requires the OPS role.',
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
    description: 'Lists the webhook inbox, newest first. Requires the OPS role.',
  })
  async webhookEvents(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null | undefined,
    @Arg('state', () => WebhookStateType, {
      nullable: true,
      description: 'Only events in this state. Null for all.',
    })
    state: WebhookState | null | undefined,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<WebhookView>> {
    requirePermission(actor, 'operations.act');
    return connectionOfPlaces(
      await readers.operations.webhookEvents({ state: state ?? null }, pageRequest(first, after)),
    );
  }

  @Query(() => OperatorActionConnection, {
    description: 'Lists manual actions of operators, newest first. Requires the OPS role.',
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
    description: 'Retries a PSP step that needs attention. A dry run by default. Requires the OPS role.',
  })
  async retryStep(
    @Arg('input', () => RetryStepInput, { description: 'The step and the reason.' }) input: RetryStepInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<RetriedStep | UserError> {
    const retried = await useCases.operations.retryStep({ ...input, actor });
    return isDomainError(retried) ? userError(retried) : retried;
  }

  @Mutation(() => ReplayWebhookEventResult, {
    description: 'Processes a stored webhook event again. A dry run by default. Requires the OPS role.',
  })
  async replayWebhookEvent(
    @Arg('input', () => ReplayWebhookEventInput, { description: 'The webhook event and the reason.' })
    input: ReplayWebhookEventInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<ReplayedWebhook | UserError> {
    const replayed = await useCases.operations.replayWebhook({ ...input, actor });
    return isDomainError(replayed) ? userError(replayed) : replayed;
  }

  @Mutation(() => RecheckPaymentResult, {
    description:
      'Looks up a payment’s attempts at the PSP and records the results. Changes nothing at the PSP. Requires the OPS role.',
  })
  async recheckPayment(
    @Arg('input', () => RecheckPaymentInput, { description: 'The payment and the reason.' })
    input: RecheckPaymentInput,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<RecheckedPayment | UserError> {
    const rechecked = await useCases.operations.recheckPayment({ ...input, actor, correlationId });
    return isDomainError(rechecked) ? userError(rechecked) : rechecked;
  }
}
