import type { OrderPartsFragment } from '../generated/graphql.js';
import { formatMoney } from '../shared/money.js';
import { headlineOf, latestIntent } from './headline.js';
import { railOf } from './rail.js';

/** What a screen reader is told when the order changes: only the new facts, in the order of the page. */
export function announcementsOf(before: OrderPartsFragment, after: OrderPartsFragment): readonly string[] {
  const told: string[] = [];
  const [was, is] = [headlineOf(before), headlineOf(after)];
  if (was.title !== is.title) told.push(`${is.title}.`);
  for (const sellerOrder of after.sellerOrders) {
    const earlier = before.sellerOrders.find(({ id }) => id === sellerOrder.id);
    if (earlier === undefined) continue;
    const stepsBefore = railOf(earlier, latestIntent(before));
    railOf(sellerOrder, latestIntent(after)).forEach((step, place) => {
      const label = stepsBefore[place]?.label;
      // That a parcel is to be shipped follows from the payment; it is no fact of its own.
      const isNews = step.state !== 'todo' && !(step.id === 'shipped' && step.state === 'active');
      if (label === step.label || !isNews) return;
      const amount = step.amount === undefined ? '' : ` ${formatMoney(step.amount)}`;
      told.push(`${sellerOrder.seller.name}: ${step.label.toLowerCase()}${amount}.`);
    });
  }
  return told;
}
