import type { ActivityEntry } from '../../../core/operations/activity.js';
import { MAX_PAGE_SIZE } from '../../../core/shared/page.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import { cursorOf, pageRequest } from '../shared/page-types.js';
import { liveEvents } from './live-events.js';
import { onSocket } from './live-orders.js';
import type { ActivityUpdate } from './activity-types.js';

/** Format of a position; other cursors match no position. */
const POSITION = /^\d{1,18}$/;

/** The latest entries, or all after a cursor, then new entries; each once and in order. */
export function liveActivity(
  { readers, changes, logger, actor, live }: GraphqlContext,
  asked: Readonly<{ first: number; after?: string | null }>,
): AsyncIterable<ActivityUpdate> {
  requirePermission(actor, 'operations.act');
  const { recheck } = onSocket(live);
  const { activity } = readers;
  const { activityFeed } = changes;
  const { first, after } = pageRequest(asked.first, asked.after);
  let reached = after !== null && POSITION.test(after) ? after : null;
  let isFirst = true;
  return liveEvents({
    logger,
    watch: activityFeed.watch,
    async *read() {
      const upTo = await activityFeed.upTo({ isFresh: isFirst });
      for (let isMore = true; isMore;) {
        requirePermission(await recheck(), 'operations.act');
        const isSnapshot = reached === null;
        const entries: readonly ActivityEntry[] =
          reached === null
            ? await activity.last({ upTo, count: first })
            : await activity.between({ after: reached, upTo, count: MAX_PAGE_SIZE });
        if (entries.length === 0 && !isFirst) return;
        isFirst = false;
        isMore = !isSnapshot && entries.length === MAX_PAGE_SIZE;
        reached = (isMore ? entries.at(-1)?.position : null) ?? upTo;
        yield { isSnapshot, entries, cursor: cursorOf(reached) };
      }
    },
  });
}
