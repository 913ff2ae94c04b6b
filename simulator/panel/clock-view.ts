import { currentSettings } from '../settings/settings.js';
import type { Simulator } from '../simulator.js';
import { formatTime, html, type Html } from './html.js';

/** The clock, outages and the other settings. */
export function clockView({ store }: Simulator): Html {
  const settings = currentSettings(store);
  const frozen = store.clock.isFrozen();
  return html`<p>
      Simulator time: ${formatTime(store.clock.now())} UTC${frozen ? ', and the clock is frozen' : ''}.
    </p>
    <form method="post" action="/_sim/panel/advance">
      <label>Hours<input name="hours" type="number" min="0" value="24" /></label>
      <button class="primary">Advance the clock</button>
    </form>
    <div class="row">
      <form class="inline" method="post" action="/_sim/panel/freeze">
        <input type="hidden" name="frozen" value="${frozen ? 'false' : 'true'}" />
        <button>${frozen ? 'Unfreeze the clock' : 'Freeze the clock'}</button>
      </form>
      <form class="inline" method="post" action="/_sim/panel/outage">
        <input type="hidden" name="outage" value="${settings.outage === null ? 'unreachable' : 'none'}" />
        <button>${settings.outage === null ? 'Start an outage' : 'End the outage'}</button>
      </form>
    </div>
    <h2>Settings</h2>
    <pre>${JSON.stringify(settings, null, 2)}</pre>`;
}
