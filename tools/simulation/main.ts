import { parseArgs } from 'node:util';
import { runCampaign, type Campaign } from './campaign.ts';
import { isPlant, plants } from './plants.ts';

/** `npm run simulate`: prints the figures, or the smallest history that violates something, and exits with 1. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    histories: { type: 'string', default: '1000' },
    plant: { type: 'string' },
  },
});
const [seed, histories] = [Number(values.seed), Number(values.histories)];
const { plant = null } = values;
if (!Number.isSafeInteger(seed) || !(histories > 0) || (plant !== null && !isPlant(plant))) {
  console.error(`npm run simulate -- [--seed 1] [--histories 1000] [--plant ${Object.keys(plants).join(' | ')}]`);
  process.exit(1);
}

console.log(`Seed ${String(seed)}${plant === null ? '' : `, planted: ${plants[plant]}`}`);
report(await runCampaign(seed, histories, plant));

function report({ figures, failure }: Campaign): void {
  const { seconds, steps, events } = figures;
  if (failure) {
    const { history, plan, shrinks } = failure;
    console.log(history.lines.join('\n'));
    console.log(`\nPlan: ${JSON.stringify(plan)}`);
    console.log(`Violated: ${history.violations.join('; ')}`);
    const repeat = `npm run simulate -- --seed ${String(failure.seed)} --histories 1${plant === null ? '' : ` --plant ${plant}`}`;
    console.log(`Seed ${String(failure.seed)}, shrunk ${String(shrinks)} times. Repeat: ${repeat}`);
    process.exitCode = 1;
  }
  const rate = Math.round((figures.histories / seconds) * 60);
  console.log(
    `${String(figures.histories)} histories, ${String(steps)} calls and ${String(events)} events in ${seconds.toFixed(1)} s: ${String(rate)} histories a minute`,
  );
}
