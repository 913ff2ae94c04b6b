import type { Simulator } from '../simulator.js';
import { formatAmount, formatTime, html, type Html } from './html.js';
import { table } from './layout.js';

const SHOWN = 200;

/** Money movements, newest first, of all intents or of one. */
export function journalView({ store }: Simulator, query: URLSearchParams): Html {
  const intent = query.get('intent');
  const rows: Html[] = [];
  for (const entry of store.table('journal_entry').newestFirst()) {
    if (rows.length === SHOWN) break;
    if (intent !== null && intent !== '' && entry.intent !== intent) continue;
    rows.push(
      html`<tr>
        <td class="amount">${entry.sequence}</td>
        <td>${formatTime(entry.at)}</td>
        <td>${entry.type}</td>
        <td class="amount">${formatAmount(entry.amount, entry.currency)}</td>
        <td>
          <a href="/_sim?view=journal&amp;intent=${entry.intent}"><code>${entry.intent}</code></a>
        </td>
        <td><code>${entry.object ?? entry.charge}</code></td>
        <td><code>${entry.account}</code></td>
        <td><code>${entry.idempotency_key}</code></td>
      </tr>`,
    );
  }
  return html`<form>
      <input type="hidden" name="view" value="journal" />
      <label>Payment intent<input name="intent" value="${intent}" size="32" /></label>
      <button>Filter</button>
    </form>
    <h2>Newest ${SHOWN}</h2>
    ${table('Journal', ['No.', 'At', 'Type', 'Amount', 'Intent', 'Object', 'Account', 'Idempotency key'], rows)}`;
}
