import type { Simulator } from '../simulator.js';
import { formatAmount, formatTime, html, type Html } from './html.js';

const COUNTED = [
  ['payment_intent', 'Payment intents'],
  ['charge', 'Charges'],
  ['refund', 'Refunds'],
  ['transfer', 'Transfers'],
  ['payout', 'Payouts'],
  ['dispute', 'Disputes'],
  ['account', 'Connected accounts'],
  ['event', 'Events'],
  ['journal_entry', 'Journal entries'],
] as const;

/** Object counts, the clock and the platform's balance. */
export function overviewView({ store, balances }: Simulator): Html {
  const cards = COUNTED.map(
    ([kind, title]) =>
      html`<div class="card">
        <b>${store.table(kind).size}</b><a href="/_sim?view=objects&amp;kind=${kind}">${title}</a>
      </div>`,
  );
  const sums = [...balances.of(null)].map(
    ([currency, { available, pending }]) =>
      html`<div class="card">
        <b>${formatAmount(available, currency)}</b>available, ${formatAmount(pending, currency)} pending
      </div>`,
  );
  return html`<p>
      Simulator time: ${formatTime(store.clock.now())}
      UTC${store.clock.isFrozen() ? ', and the clock is frozen' : ''}.
    </p>
    <div class="cards">${cards}</div>
    <h2>Platform balance</h2>
    ${sums.length === 0 ? html`<p class="empty">No money has moved yet.</p>` : html`<div class="cards">${sums}</div>`}`;
}
