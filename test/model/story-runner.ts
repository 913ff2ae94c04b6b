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

/** Longer than a lease: a caller that sleeps this long loses it. */
const SLEEP_MS = 25_000;

/** Runs random stories one after another, in a world of its own. */
export class StoryRunner {
  #world: ModelWorld | null = null;
  #storyCount = 0;
  readonly #movements: PspMovement[] = [];

  /** Stories run so far, including those run for shrinking. */
  get storyCount(): number {
    return this.#storyCount;
  }

  /** Throws with the shortest failing story that it finds. */
  async runStories({ runs, seed }: { runs: number; seed: number }): Promise<void> {
    const property = fc.asyncProperty(story, (drawn) => this.#runStory(drawn));
    const result = await fc.check(property, { numRuns: runs, seed });
    if (result.failed) throw new Error(reportOf(result), { cause: result.errorInstance });
  }

  /** Inspects the whole world after all of its stories. */
  async lookBack(): Promise<LookBack> {
    if (this.#world === null) throw new Error('no story was run, or the last one failed');
    return lookBack(this.#world.database, this.#movements);
  }

  async close(): Promise<void> {
    await this.#world?.close();
  }

  /** After a failed story the next one gets a new world, so that it does not see the leftovers. */
  async #runStory(drawn: Story): Promise<void> {
    const world = this.#world ?? (await openWorld());
    this.#world = null;
    try {
      await this.#runIn(world, drawn);
      this.#world = world;
    } finally {
      if (this.#world === null) {
        await world.untilQuiet().catch(() => undefined);
        await world.close();
      }
    }
  }

  /** Runs one story, from opening the market until all work is done. */
  async #runIn(world: ModelWorld, { groups, ...story }: Story): Promise<void> {
    this.#storyCount += 1;
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
    const storyWorld = { ...world, services, useCases };
    const run = new ModelRun(storyWorld, await openMarket(world, story), `model-${this.#storyCount}-`);
    for (const group of groups) {
      await together(group.map((command) => perform(run, command)));
      await expectGuarantees(run);
    }
    await settle(run, { areWebhooksLate });
    await expectGoodEnd(run);
    this.#movements.push(...psp.movements());
  }
}

/** Waits for all of them, even when one fails. */
async function together(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** The shrunk story, one group of commands per line. */
function reportOf({ seed, numRuns, counterexample }: fc.RunDetails<[Story]>): string {
  const { groups = [], ...setup } = counterexample?.[0] ?? {};
  return [
    `story ${numRuns} of seed ${seed} fails:`,
    JSON.stringify(setup),
    ...groups.map((group) => group.map((command) => JSON.stringify(command)).join('  AT ONCE WITH  ')),
  ].join('\n');
}
