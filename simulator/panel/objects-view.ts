import type { Simulator } from '../simulator.js';
import { createTables, type Kind } from '../storage/stored-objects.js';
import { formatAmount, formatTime, html, type Html } from './html.js';
import { table } from './layout.js';

const SHOWN = 100;
/** Kinds that Stripe does not expose are hidden in the panel too. */
const HIDDEN: ReadonlySet<string> = new Set([
  'webhook_secret',
  'card_on_file',
  'token_secret',
  'idempotent_answer',
]);

/** The kinds of objects the panel shows. */
export function shownKinds(): Kind[] {
  return Object.keys(createTables()).filter(isShownKind).sort();
}

/** The newest objects of one kind, or one object in full. */
export function objectsView({ store }: Simulator, query: URLSearchParams): Html {
  const wanted = query.get('kind') ?? 'payment_intent';
  const kind = isShownKind(wanted) ? wanted : 'payment_intent';
  const object = store.table(kind).get(query.get('id') ?? '');
  const options = shownKinds().map(
    (name) => html`<option${name === kind ? html` selected` : ''}>${name}</option>`,
  );
  const rows: Html[] = [];
  for (const row of store.table(kind).newestFirst()) {
    if (rows.length === SHOWN) break;
    rows.push(objectRow(kind, row));
  }
  return html`<form>
      <input type="hidden" name="view" value="objects" />
      <label
        >Kind<select name="kind">
          ${options}
        </select></label
      >
      <button>Show</button>
    </form>
    ${
      object === undefined
        ? ''
        : html`<h2>${object.id}</h2>
            <pre>${JSON.stringify(object, null, 2)}</pre>`
    }
    <h2>Newest ${SHOWN}</h2>
    ${table(`Newest ${kind}`, ['Id', 'Status', 'Amount', 'Created'], rows)}`;
}

function objectRow(kind: Kind, object: { id: string }): Html {
  const status = 'status' in object && typeof object.status === 'string' ? object.status : '';
  const currency = 'currency' in object && typeof object.currency === 'string' ? object.currency : undefined;
  const amount = 'amount' in object && typeof object.amount === 'number' ? object.amount : undefined;
  const created = 'created' in object && typeof object.created === 'number' ? formatTime(object.created) : '';
  const money = amount === undefined || currency === undefined ? '' : formatAmount(amount, currency);
  return html`<tr>
    <td>
      <a href="/_sim?view=objects&amp;kind=${kind}&amp;id=${object.id}"><code>${object.id}</code></a>
    </td>
    <td>${status}</td>
    <td class="amount">${money}</td>
    <td>${created}</td>
  </tr>`;
}

function isShownKind(kind: string): kind is Kind {
  return Object.hasOwn(createTables(), kind) && !HIDDEN.has(kind);
}
