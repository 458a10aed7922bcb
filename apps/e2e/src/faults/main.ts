import { writeFileSync } from 'node:fs';
import { errorText } from '@reprise/setup';
import { runCampaign } from './campaign/campaign.ts';
import { parseOptions, usage, type CampaignOptions } from './campaign/options.ts';
import { plants } from './campaign/plants.ts';
import { linesOf } from './campaign/report.ts';

/** `npm run faults`: docs/reliability.md. */
const say = (line: string) => console.log(line);
// The guardian ends what was started, and removes its folder.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

if (process.argv.includes('--help')) say(usage);
else {
  const options = parse();
  process.exitCode = await main(options).catch((error: unknown) => {
    console.error(errorText(error));
    return 2;
  });
  process.exit();
}

function parse(): CampaignOptions {
  try {
    return parseOptions(process.argv.slice(2), new Date());
  } catch (error) {
    console.error(`${errorText(error)}\n\n${usage}`);
    return process.exit(2);
  }
}

/** @returns the exit code */
async function main(options: CampaignOptions): Promise<number> {
  const report = await runCampaign(options, say);
  for (const line of linesOf(report)) say(line);
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  if (options.plant === undefined) return report.violations.length === 0 ? 0 : 1;
  const { rule } = plants[options.plant];
  const isFound = report.violations.some((each) => each.rule === rule);
  say(`planted ${options.plant}: ${isFound ? `found by ${rule}` : 'NOT FOUND'}`);
  return isFound ? 0 : 1;
}
