import fc from 'fast-check';
import { plans, type Plan } from './plan.ts';
import type { Plant } from './plants.ts';
import { simulate, type History } from './simulate.ts';

/** Smallest plan that was found to violate something, with its history. */
export interface Failure {
  readonly seed: number;
  readonly plan: Plan;
  readonly history: History;
  /** Number of smaller plans that still violated something. */
  readonly shrinks: number;
}

export interface Figures {
  histories: number;
  steps: number;
  events: number;
  seconds: number;
}

export interface Campaign {
  readonly figures: Figures;
  /** Null if nothing was violated. */
  readonly failure: Failure | null;
}

/** Runs histories of consecutive seeds, from `seed`, until one violates something, which is then shrunk. */
export async function runCampaign(seed: number, histories: number, plant: Plant | null = null): Promise<Campaign> {
  const figures: Figures = { histories: 0, steps: 0, events: 0, seconds: 0 };
  const begun = performance.now();
  for (let n = 0; n < histories; n++) {
    const failure = await tryOne(seed + n, plant, figures);
    figures.seconds = (performance.now() - begun) / 1000;
    if (failure) return { figures, failure };
  }
  return { figures, failure: null };
}

/** Runs the history of one seed. @returns the smallest failure, or null */
async function tryOne(seed: number, plant: Plant | null, figures: Figures): Promise<Failure | null> {
  // The first of several runs would be biased towards small plans.
  const property = fc.asyncProperty(fc.noBias(plans), async (plan) => {
    const { violations, steps, events } = await simulate(plan, plant);
    figures.histories += 1;
    figures.steps += steps;
    figures.events += events;
    return violations.length === 0;
  });
  const { counterexample, numShrinks } = await fc.check(property, { seed, numRuns: 1 });
  if (!counterexample) return null;
  const [plan] = counterexample;
  // An error of the simulation itself is thrown here.
  return { seed, plan, history: await simulate(plan, plant), shrinks: numShrinks };
}
