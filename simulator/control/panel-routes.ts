import { parseFaultInput } from './fault-routes.js';
import { onAccount } from '../balance/move-balance.js';
import { clockView } from '../panel/clock-view.js';
import { deliveriesView, eventsView } from '../panel/event-views.js';
import { faultsView } from '../panel/faults-view.js';
import type { Html } from '../panel/html.js';
import { journalView } from '../panel/journal-view.js';
import { layout, VIEWS, type View } from '../panel/layout.js';
import { objectsView } from '../panel/objects-view.js';
import { overviewView } from '../panel/overview-view.js';
import type { Simulator } from '../simulator.js';
import { queueResend } from '../webhooks/queue-deliveries.js';
import type { ControlAnswer, ControlRequest, ControlRoute } from './control-route.js';

const HOUR_MS = 3_600_000;

const views: Record<View, (simulator: Simulator, query: URLSearchParams) => Html> = {
  overview: overviewView,
  objects: objectsView,
  events: eventsView,
  deliveries: deliveriesView,
  journal: journalView,
  faults: faultsView,
  clock: clockView,
};

/** The panel: pages without scripts, whose forms post here and redirect to their view. */
export const panelRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: /^\/(?:_sim\/?)?$/, run: showPanel },
  action('add-fault', 'faults', (simulator, form) => {
    const fault = parseFaultInput(simulator.nextFaultId(), {
      operation: form.get('operation') ?? '*',
      kind: form.get('kind'),
      delayMs: Number(form.get('delayMs') ?? 0),
      probability: Number(form.get('probability') ?? 1),
      ...(form.get('times') ? { times: Number(form.get('times')) } : {}),
    });
    simulator.store.transact((tx) => tx.put('fault', fault));
  }),
  action('remove-fault', 'faults', (simulator, form) => {
    simulator.store.transact((tx) => tx.delete('fault', form.get('id') ?? ''));
  }),
  action('resend', 'deliveries', (simulator, form) => {
    const event = form.get('event') ?? '';
    simulator.act(simulator.store.ownerOf(event) ?? null, (call) => {
      for (const { id } of simulator.store.table('webhook_endpoint').oldestFirst())
        queueResend(onAccount(call, null), event, id);
    });
  }),
  action('advance', 'clock', (simulator, form) => {
    simulator.travelTo(simulator.store.clock.nowMs() + Number(form.get('hours') ?? 0) * HOUR_MS);
  }),
  action('freeze', 'clock', (simulator, form) => simulator.setFrozen(form.get('frozen') === 'true')),
  action('outage', 'clock', (simulator, form) => {
    simulator.changeSettings({ outage: form.get('outage') === 'unreachable' ? 'unreachable' : null });
    simulator.webhooks.wake();
  }),
];

function showPanel(simulator: Simulator, request: ControlRequest): ControlAnswer {
  const query = new URLSearchParams(request.query);
  const view = VIEWS.find((name) => name === query.get('view')) ?? 'overview';
  return { status: 200, html: layout(view, views[view](simulator, query)) };
}

function action(
  name: string,
  view: View,
  run: (simulator: Simulator, form: URLSearchParams) => void,
): ControlRoute {
  return {
    method: 'POST',
    path: new RegExp(`^/_sim/panel/${name}$`),
    run(simulator, request) {
      run(simulator, new URLSearchParams(request.body));
      return { status: 303, location: `/_sim?view=${view}` };
    },
  };
}
