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
      'What happens: moves of orders and money, steps and webhook events that were given up, repairs by hand. The latest first, or with `after` everything behind that cursor; then what happens, in order and none twice. For operations.',
    subscribe: ({ args, context }: Subscribed) => liveActivity(context, args),
  })
  opsActivity(
    @Root() update: ActivityUpdate,
    @Arg('first', firstType, {
      ...firstOptions,
      description: 'Entries in the first message without `after`.',
    })
    _first: number,
    @Arg('after', () => String, {
      ...afterOptions,
      description: '`cursor` of the last message that was read.',
    })
    _after: string | null,
  ): ActivityUpdate {
    return update;
  }

  @FieldResolver(() => ID, { description: 'Names the entry; rises with every entry.' })
  id(@Root() { position }: ActivityEntry): string {
    return position;
  }

  @FieldResolver(() => HistoryActor, { description: 'Who, in general.' })
  actor(@Root() { actor }: ActivityEntry): string {
    return actor.toUpperCase();
  }

  @FieldResolver(() => PspStepType, {
    nullable: true,
    description: 'The step as it is now, when it is about one.',
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
    description: 'The webhook event as it is now, when one was parked.',
  })
  async webhookEvent(
    @Root() { kind, subjectId }: ActivityEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<WebhookView | null> {
    return kind === 'WEBHOOK_PARKED' ? loaders.webhookEvents.load(subjectId) : null;
  }
}
