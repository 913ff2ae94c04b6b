import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';

import type { ActivityEntry } from '../../../core/operations/activity.js';
import type { StepView, WebhookView } from '../../../core/operations/ports.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { PspStepType, WebhookEventType } from '../operations/operations-types.js';
import { HistoryActor } from '../orders/order-history-types.js';
import { afterOptions, firstOptions, firstType } from '../shared/page-types.js';
import { ActivityEntryType, type ActivityUpdate, ActivityUpdateType } from './activity-types.js';
import { liveActivity } from './live-activity.js';

type Subscribed = { args: { first: number; after?: string | null }; context: GraphqlContext };

@Resolver(() => ActivityEntryType)
export class ActivityResolver {
  @Subscription(() => ActivityUpdateType, {
    description:
      'Streams activity: state transitions, steps that need attention, parked webhook events and manual actions. Starts with the latest entries, or with `after` right behind that cursor, then sends new entries in order, each once. Requires the OPS role.',
    subscribe: ({ args, context }: Subscribed) => liveActivity(context, args),
  })
  opsActivity(
    @Root() update: ActivityUpdate,
    @Arg('first', firstType, {
      ...firstOptions,
      description: 'Maximum number of entries in the first message without `after`.',
    })
    _first: number,
    @Arg('after', () => String, {
      ...afterOptions,
      description: 'Resumes after this cursor; pass `cursor` of the last message received.',
    })
    _after: string | null,
  ): ActivityUpdate {
    return update;
  }

  @FieldResolver(() => ID, { description: 'ID of the entry; increases with every entry.' })
  id(@Root() { position }: ActivityEntry): string {
    return position;
  }

  @FieldResolver(() => HistoryActor, { description: 'Kind of actor.' })
  actor(@Root() { actor }: ActivityEntry): string {
    return actor.toUpperCase();
  }

  @FieldResolver(() => PspStepType, {
    nullable: true,
    description: 'The current step. Null unless the entry concerns one.',
  })
  async step(
    @Root() { subjectId }: ActivityEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<StepView | null> {
    const stepId = parseId('stp', subjectId);
    return stepId === null ? null : loaders.steps.load(stepId);
  }

  @FieldResolver(() => WebhookEventType, {
    nullable: true,
    description: 'The current webhook event. Null unless one was parked.',
  })
  async webhookEvent(
    @Root() { kind, subjectId }: ActivityEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<WebhookView | null> {
    return kind === 'WEBHOOK_PARKED' ? loaders.webhookEvents.load(subjectId) : null;
  }
}
