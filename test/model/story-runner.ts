import fc from 'fast-check';

import type { PspMovement } from '../../core/verification/ports.js';
import { bindMoneyUseCases } from '../../core/composition/money-use-cases.js';
import { runDueSteps } from './do-due-work.js';
import { expectGoodEnd, expectGuarantees } from './expect-guarantees.js';
import { type LookBack, lookBack } from './look-back.js';
import { ModelRun } from './model-run.js';
import { type ModelWorld, openWorld } from './model-world.js';
import { openMarket } from './open-market.js';
import { perform } from './perform.js';
import { settle } from './settle.js';
import { type Story, story } from './story.js';

/** Longer than a lease: whoever sleeps so long wakes without it. */
const SLEEP_MS = 25_000;

/** Tells random stories one after the other, in a world of its own. */
export class StoryRunner {
  #world: ModelWorld | null = null;
  #reported = 0;
  readonly #movements: PspMovement[] = [];

  /** Stories so far, those of the shrinking included. */
  get reported(): number {
    return this.#reported;
  }

  /** Throws with the shortest story that it finds when one breaks something. */
  async runStories({ runs, seed }: { runs: number; seed: number }): Promise<void> {
    const property = fc.asyncProperty(story, (drawn) => this.#tellIn(drawn));
    const result = await fc.check(property, { numRuns: runs, seed });
    if (result.failed) throw new Error(reportOf(result), { cause: result.errorInstance });
  }

  /** The whole world, after all of its stories. */
  async lookBack(): Promise<LookBack> {
    if (this.#world === null) throw new Error('nothing was told, or the last story failed');
    return lookBack(this.#world.database, this.#movements);
  }

  async close(): Promise<void> {
    await this.#world?.close();
  }

  /** What a failed story leaves behind must not be found by the next one: that gets a world of its own. */
  async #tellIn(drawn: Story): Promise<void> {
    const world = this.#world ?? (await openWorld());
    this.#world = null;
    try {
      await this.#notify(world, drawn);
      this.#world = world;
    } finally {
      if (this.#world === null) {
        await world.untilQuiet().catch(() => undefined);
        await world.close();
      }
    }
  }

  /** One story, from the opening of the market to the end of all work. */
  async #notify(world: ModelWorld, { groups, ...story }: Story): Promise<void> {
    this.#reported += 1;
    const { psp, misfortune } = world;
    psp.restart(world.aheadMs());
    misfortune.next.length = 0;
    misfortune.sleep = async () => {
      await world.jump(SLEEP_MS);
      await runDueSteps(world);
    };
    const { captureStrategy, areWebhooksLate, isHurried } = story;
    const pspBudgetMs = isHurried ? 0 : world.services.pspBudgetMs;
    const services = { ...world.services, captureStrategy, pspBudgetMs };
    const useCases = bindMoneyUseCases(services);
    const reported = { ...world, services, useCases };
    const run = new ModelRun(reported, await openMarket(world, story), `model-${this.#reported}-`);
    for (const group of groups) {
      await together(group.map((command) => perform(run, command)));
      await expectGuarantees(run);
    }
    await settle(run, { areWebhooksLate });
    await expectGoodEnd(run);
    this.#movements.push(...psp.movements());
  }
}

/** All come to their end, whatever becomes of one of them. */
async function together(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** The shrunk story, one group of commands a line. */
function reportOf({ seed, numRuns, counterexample }: fc.RunDetails<[Story]>): string {
  const { groups = [], ...people } = counterexample?.[0] ?? {};
  return [
    `story ${numRuns} of seed ${seed} fails:`,
    JSON.stringify(people),
    ...groups.map((group) => group.map((command) => JSON.stringify(command)).join('  AT ONCE WITH  ')),
  ].join('\n');
}
