import { parseArgs } from 'node:util';
import { ensureBuilt, errorText, thisMachine } from '@reprise/setup';
import { ensureRelease } from './release.ts';
import { rollingUpgrade } from './rolling-upgrade.ts';

/** `npm run upgrade -- [COMMIT]`: docs/several-machines.md, "What is tested". */
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
// Guardians end what was started, and remove its folders.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, logs: { type: 'string' } },
  });
  const release = ensureRelease(positionals[0], say);
  await ensureBuilt(thisMachine(), say);
  const { findings, counts } = await rollingUpgrade(release, { seed: Number(values.seed), logs: values.logs, say });
  console.log(`From ${release.commit}:`);
  for (const [name, count] of Object.entries(counts)) console.log(`  ${name}: ${String(count)}`);
  for (const finding of findings) console.log(finding);
  console.log(findings.length === 0 ? 'The upgrade broke nothing.' : `Findings: ${String(findings.length)}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 2;
}
process.exit();
