import { z } from 'zod';
import { currentSettings, namedRateLimit, type Settings } from '../settings/settings.js';
import type { Simulator } from '../simulator.js';
import { ControlError, readJson, type ControlRoute } from './control-route.js';

const DAY_SECONDS = 86_400;
const limit = z.strictObject({ perAccount: z.number().int().min(1), perEndpoint: z.number().int().min(1) });

const settingsInput = z.strictObject({
  settlementDelaySeconds: z.number().int().min(0).optional(),
  payoutArrivalSeconds: z.number().int().min(0).optional(),
  asyncRefundSeconds: z.number().int().min(0).optional(),
  fee: z
    .strictObject({ basisPoints: z.number().min(0), fixed: z.number().int().min(0) })
    .nullable()
    .optional(),
  connectedReserves: z.boolean().optional(),
  rateLimit: z.union([z.enum(['sandbox', 'live', 'off']), limit]).optional(),
  outage: z.enum(['error', 'unreachable']).nullable().optional(),
});

const clockInput = z.strictObject({
  advanceSeconds: z.number().min(0).optional(),
  advanceDays: z.number().min(0).optional(),
  to: z.union([z.number().int(), z.iso.datetime()]).optional(),
  frozen: z.boolean().optional(),
});

/** Reads and changes the settings and the clock. */
export const settingsRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: /^\/_sim\/settings$/,
    run: (simulator) => ({ status: 200, json: currentSettings(simulator.store) }),
  },
  {
    method: 'POST',
    path: /^\/_sim\/settings$/,
    run(simulator, request) {
      const { rateLimit, ...rest } = readJson(request, settingsInput);
      const sent = Object.entries(rest).filter(([, value]) => value !== undefined);
      const change: Partial<Settings> = Object.fromEntries(sent);
      if (rateLimit !== undefined)
        change.rateLimit = typeof rateLimit === 'string' ? namedRateLimit(rateLimit) : rateLimit;
      const settings = simulator.changeSettings(change);
      simulator.webhooks.wake();
      return { status: 200, json: settings };
    },
  },
  {
    method: 'GET',
    path: /^\/_sim\/clock$/,
    run: (simulator) => ({ status: 200, json: clockState(simulator) }),
  },
  {
    method: 'POST',
    path: /^\/_sim\/clock$/,
    run(simulator, request) {
      const { advanceSeconds = 0, advanceDays = 0, to, frozen } = readJson(request, clockInput);
      const { clock } = simulator.store;
      if (frozen === true) simulator.setFrozen(true);
      const target =
        to === undefined ? clock.nowMs() + 1000 * (advanceSeconds + advanceDays * DAY_SECONDS) : toMs(to);
      if (target < clock.nowMs() - 1000) throw new ControlError(400, 'The clock cannot go back.');
      simulator.travelTo(target);
      if (frozen === false) simulator.setFrozen(false);
      return { status: 200, json: clockState(simulator) };
    },
  },
];

function toMs(to: number | string): number {
  return typeof to === 'number' ? to * 1000 : Date.parse(to);
}

function clockState({ store }: Simulator): object {
  return {
    now: store.clock.now(),
    iso: new Date(store.clock.nowMs()).toISOString(),
    frozen: store.clock.isFrozen(),
  };
}
