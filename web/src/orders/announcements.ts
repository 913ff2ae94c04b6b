import type { OrderPartsFragment } from '../generated/graphql.js';
import { formatMoney } from '../shared/money.js';
import { headlineOf, latestIntent } from './headline.js';
import { railOf } from './rail.js';

/** Screen-reader announcements for an order update: only what is new, in page order. */
export function announcementsOf(before: OrderPartsFragment, after: OrderPartsFragment): readonly string[] {
  const announcements: string[] = [];
  const [was, is] = [headlineOf(before), headlineOf(after)];
  if (was.title !== is.title) announcements.push(`${is.title}.`);
  for (const sellerOrder of after.sellerOrders) {
    const earlier = before.sellerOrders.find(({ id }) => id === sellerOrder.id);
    if (earlier === undefined) continue;
    const stepsBefore = railOf(earlier, latestIntent(before));
    railOf(sellerOrder, latestIntent(after)).forEach((step, place) => {
      const label = stepsBefore[place]?.label;
      // "Preparing" follows from the payment and is not announced separately.
      const isNews = step.state !== 'todo' && !(step.id === 'shipped' && step.state === 'active');
      if (label === step.label || !isNews) return;
      const amount = step.amount === undefined ? '' : ` ${formatMoney(step.amount)}`;
      announcements.push(`${sellerOrder.seller.name}: ${step.label.toLowerCase()}${amount}.`);
    });
  }
  return announcements;
}
