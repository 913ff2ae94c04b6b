import { FAULT_KINDS } from '../faults/fault.js';
import type { Simulator } from '../simulator.js';
import { html, type Html } from './html.js';
import { table } from './layout.js';

/** The active faults and a form that adds one. */
export function faultsView({ store }: Simulator): Html {
  const rows = [...store.table('fault').oldestFirst()].map(
    (fault) =>
      html`<tr>
        <td><code>${fault.id}</code></td>
        <td>${fault.kind}</td>
        <td><code>${fault.operation}</code></td>
        <td>${fault.delayMs} ms</td>
        <td>${fault.remaining ?? 'until removed'}</td>
        <td>${fault.struck} of ${fault.seen}</td>
        <td>
          <form class="inline" method="post" action="/_sim/panel/remove-fault">
            <input type="hidden" name="id" value="${fault.id}" /><button>Remove</button>
          </form>
        </td>
      </tr>`,
  );
  const kinds = FAULT_KINDS.map((kind) => html`<option>${kind}</option>`);
  return html`${table('Faults', ['Id', 'Kind', 'Operation or event', 'Delay', 'Remaining', 'Struck', 'Action'], rows)}
    <h2>Add a fault</h2>
    <form method="post" action="/_sim/panel/add-fault">
      <label
        >Operation or event<input name="operation" value="payment_intents.capture" size="28" required
      /></label>
      <label
        >Kind<select name="kind">
          ${kinds}
        </select></label
      >
      <label>Delay (ms)<input name="delayMs" type="number" min="0" value="0" /></label>
      <label>Times (empty = until removed)<input name="times" type="number" min="1" /></label>
      <label
        >Probability<input name="probability" type="number" min="0" max="1" step="0.01" value="1"
      /></label>
      <button class="primary">Add fault</button>
    </form>`;
}
