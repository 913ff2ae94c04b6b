import type { ControlRoute } from './control-route.js';
import { faultRoutes } from './fault-routes.js';
import { journalRoutes } from './journal-routes.js';
import { lifecycleRoutes } from './lifecycle-routes.js';
import { moneyRoutes } from './money-routes.js';
import { panelRoutes } from './panel-routes.js';
import { settingsRoutes } from './settings-routes.js';
import { threeDSecureRoutes } from './three-d-secure-routes.js';
import { webhookRoutes } from './webhook-routes.js';

/** Every route under `/_sim`. */
export const controlRoutes: readonly ControlRoute[] = [
  ...lifecycleRoutes,
  ...faultRoutes,
  ...journalRoutes,
  ...settingsRoutes,
  ...moneyRoutes,
  ...webhookRoutes,
  ...threeDSecureRoutes,
  ...panelRoutes,
];
