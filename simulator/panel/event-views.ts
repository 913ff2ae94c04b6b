import type { Simulator } from '../simulator.js';
import { formatTime, html, type Html } from './html.js';
import { table } from './layout.js';

const SHOWN = 100;

/** The newest events, each with a resend button. */
export function eventsView({ store }: Simulator): Html {
  const rows: Html[] = [];
  for (const event of store.table('event').newestFirst()) {
    if (rows.length === SHOWN) break;
    const { object } = event.data;
    const id = 'id' in object && typeof object.id === 'string' ? object.id : '';
    rows.push(
      html`<tr>
        <td>
          <a href="/_sim?view=objects&amp;kind=event&amp;id=${event.id}"><code>${event.id}</code></a>
        </td>
        <td>${event.type}</td>
        <td><code>${id}</code></td>
        <td><code>${event.request.idempotency_key}</code></td>
        <td>${formatTime(event.created)}</td>
        <td>
          <form class="inline" method="post" action="/_sim/panel/resend">
            <input type="hidden" name="event" value="${event.id}" /><button>Resend</button>
          </form>
        </td>
      </tr>`,
    );
  }
  return table('Newest events', ['Id', 'Type', 'Object', 'Idempotency key', 'Created', 'Action'], rows);
}

/** The newest webhook deliveries and their outcomes. */
export function deliveriesView({ store }: Simulator): Html {
  const endpoints = [...store.table('webhook_endpoint').oldestFirst()].map(
    ({ id, url, status }) => html`<li><code>${id}</code> ${url} (${status})</li>`,
  );
  const rows: Html[] = [];
  for (const delivery of store.table('delivery').newestFirst()) {
    if (rows.length === SHOWN) break;
    const tone = delivery.state === 'delivered' ? 'good' : delivery.state === 'pending' ? '' : 'bad';
    rows.push(
      html`<tr>
        <td>${store.table('event').get(delivery.event)?.type}</td>
        <td><code>${delivery.event}</code></td>
        <td class="${tone}">${delivery.state}${delivery.forged ? ' (forged)' : ''}</td>
        <td>${delivery.attempts}</td>
        <td>${delivery.lastStatus} ${delivery.lastError}</td>
        <td>${formatTime(Math.floor(delivery.dueMs / 1000))}</td>
      </tr>`,
    );
  }
  return html`${
    endpoints.length === 0
      ? html`<p class="empty">No webhook endpoints.</p>`
      : html`<ul>
          ${endpoints}
        </ul>`
  }
  ${table('Newest deliveries', ['Type', 'Event', 'State', 'Attempts', 'Answer', 'Due'], rows)}`;
}
