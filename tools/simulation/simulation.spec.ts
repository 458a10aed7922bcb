import fc from 'fast-check';
import { runCampaign } from './campaign.ts';
import { plants, type Plant } from './plants.ts';
import { plans } from './plan.ts';
import { simulate } from './simulate.ts';

describe('the simulation', () => {
  it('finds nothing in 20 histories', async () => {
    const { failure, figures } = await runCampaign(1, 20);
    expect(failure).toBeNull();
    expect(figures.histories).toBe(20);
  });

  it('repeats a history call by call', async () => {
    const [plan] = fc.sample(plans, { seed: 7, numRuns: 1 });
    const [first, second] = [await simulate(plan!), await simulate(plan!)];
    expect(second.lines).toEqual(first.lines);
    expect(second.digest).toBe(first.digest);
  });

  it.each(Object.keys(plants) as Plant[])(
    'finds the planted bug %s, and repeats its smallest history',
    async (plant) => {
      const { failure } = await runCampaign(1, 1000, plant);
      expect(failure?.history.violations).not.toEqual([]);
      const again = await simulate(failure!.plan, plant);
      expect(again.digest).toBe(failure!.history.digest);
    },
  );
});
