import { Balances } from './balance/balances.js';
import { ApiHandler } from './http/api-handler.js';
import { API_VERSION } from './http/api-version.js';
import type { Call } from './http/call.js';
import { Router } from './http/router.js';
import { Idempotency } from './idempotency/idempotency.js';
import { operations } from './operations.js';
import { Scheduler } from './scheduler.js';
import { currentSettings, type Settings } from './settings/settings.js';
import { Clock } from './storage/clock.js';
import { Ids } from './storage/ids.js';
import { openStore } from './storage/open-store.js';
import type { Store } from './storage/store.js';
import { WebhookDispatcher } from './webhooks/dispatcher.js';
import type { WebhookEndpoint } from './webhooks/webhook-endpoint.js';

/** A fixed id, so that the endpoint is recognized after a restart. */
const COMMAND_LINE_ENDPOINT = 'we_simulatorcommandline';

/** Options of a simulator: the folder of its log (none = memory only) and the seed of its ids and faults. */
export interface SimulatorOptions {
  dataDirectory?: string | undefined;
  seed?: string | undefined;
  /** Size above which the log is compacted at start-up; for tests. */
  compactFromBytes?: number | undefined;
}

/** A webhook endpoint with a signing secret chosen by the caller. */
export interface EndpointInput {
  url: string;
  secret: string;
  events: string[];
  connect: boolean;
}

/** The command-line endpoint; it receives all events unless types are named. */
export interface CommandLineEndpoint {
  url: string;
  secret: string;
  events?: string[] | undefined;
}

/** The simulator without its HTTP server: state, API and background work. */
export class Simulator {
  readonly store: Store;
  readonly api: ApiHandler;
  readonly webhooks: WebhookDispatcher;
  readonly balances: Balances;
  readonly scheduler: Scheduler;
  private lastFault = 0;

  constructor(options: SimulatorOptions = {}) {
    this.store = openStore(new Ids(options.seed ?? 'simulator'), new Clock(), {
      directory: options.dataDirectory,
      compactFromBytes: options.compactFromBytes,
    });
    this.store.clock.restore(currentSettings(this.store).clock);
    this.balances = new Balances(this.store);
    this.api = new ApiHandler({
      store: this.store,
      router: new Router(operations),
      balances: this.balances,
      idempotency: new Idempotency(this.store),
    });
    this.webhooks = new WebhookDispatcher(this.store);
    this.scheduler = new Scheduler(this.store, (account, work) => this.act(account, work));
    for (const fault of this.store.table('fault').oldestFirst()) {
      this.lastFault = Math.max(this.lastFault, Number(fault.id.slice('flt_'.length)));
    }
  }

  /** Resumes background work: timed changes and pending webhooks. */
  start(): void {
    this.scheduler.reload();
    this.webhooks.start();
  }

  async close(): Promise<void> {
    this.scheduler.close();
    this.webhooks.close();
    await this.store.log?.close();
  }

  /** Numbered from 1, so that a scripted run gives its faults the same ids and therefore the same draws. */
  nextFaultId(): string {
    this.lastFault += 1;
    return `flt_${this.lastFault}`;
  }

  /** Runs work outside of an API request as one transaction. */
  act<R>(account: string | null, work: (call: Call) => R): R {
    return this.store.transact((tx) =>
      work({
        tx,
        ids: this.store.ids,
        balances: this.balances,
        settings: currentSettings(this.store),
        nowMs: this.store.clock.nowMs(),
        account,
        requestId: null,
        idempotencyKey: null,
        apiVersion: API_VERSION,
        baseUrl: '',
        publishable: false,
        answerAfterMs: 0,
      }),
    );
  }

  /**
   * Sets the command-line endpoint. There is at most one: a restart with another URL replaces it, so that pending
   * deliveries go to the new URL only.
   */
  setCommandLineEndpoint({ events = ['*'], ...webhook }: CommandLineEndpoint): void {
    this.putWebhookEndpoint({ ...webhook, events, connect: false }, COMMAND_LINE_ENDPOINT);
  }

  /** Adds an endpoint, or replaces the secret of the one with the same URL. */
  addWebhookEndpoint(input: EndpointInput): WebhookEndpoint {
    const endpoints = [...this.store.table('webhook_endpoint').oldestFirst()];
    const same = endpoints.find((known) => known.url === input.url);
    return this.putWebhookEndpoint(input, same?.id ?? this.store.ids.next('we'));
  }

  private putWebhookEndpoint(input: EndpointInput, id: string): WebhookEndpoint {
    const { url, secret, events, connect } = input;
    const endpoint: WebhookEndpoint = {
      id,
      object: 'webhook_endpoint',
      api_version: API_VERSION,
      application: null,
      created: this.store.table('webhook_endpoint').get(id)?.created ?? this.store.clock.now(),
      description: null,
      enabled_events: events,
      livemode: false,
      metadata: {},
      status: 'enabled',
      url,
    };
    this.store.transact((tx) => {
      tx.put('webhook_endpoint', endpoint);
      tx.put('webhook_secret', { id: endpoint.id, secret, connect });
    });
    return endpoint;
  }

  /** Deletes every object, event, fault and journal entry; webhook endpoints stay, because they are configuration. */
  reset(): void {
    const endpoints = [...this.store.table('webhook_endpoint').oldestFirst()];
    const secrets = [...this.store.table('webhook_secret').oldestFirst()];
    this.store.clear();
    this.lastFault = 0;
    this.store.transact((tx) => {
      for (const endpoint of endpoints) tx.put('webhook_endpoint', endpoint);
      for (const secret of secrets) tx.put('webhook_secret', secret);
    });
    this.store.clock.restore(currentSettings(this.store).clock);
    this.balances.recompute();
    this.scheduler.reload();
    this.webhooks.start();
  }

  /** Changes settings; they are logged and stay in force until changed again or reset. */
  changeSettings(change: Partial<Omit<Settings, 'id' | 'clock'>>): Settings {
    return this.storeSettings({ ...currentSettings(this.store), ...change });
  }

  /** Advances the clock; everything due on the way runs at its own time. */
  travelTo(targetMs: number): void {
    this.scheduler.travelTo(targetMs);
    this.storeClock();
    this.webhooks.wake();
  }

  /** Freezes the clock, or lets it continue from its current time. */
  setFrozen(frozen: boolean): void {
    if (frozen) this.store.clock.freeze();
    else this.store.clock.unfreeze();
    this.storeClock();
    this.scheduler.runDue();
    this.webhooks.wake();
  }

  private storeClock(): void {
    this.storeSettings({ ...currentSettings(this.store), clock: this.store.clock.state() });
  }

  private storeSettings(settings: Settings): Settings {
    this.store.transact((tx) => tx.put('settings', settings));
    return settings;
  }
}
