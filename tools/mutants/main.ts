import { parseArgs } from 'node:util';
import { checkout, errorText } from '@reprise/setup';
import { confine } from './confine.ts';
import { mutantOf } from './mutant.ts';
import { heldUp, ofSample, problems, summary } from './report.ts';
import { runStryker } from './run-stryker.mjs';
import { score } from './score.ts';
import { subjects } from './subjects.ts';
import { listedSurvivors } from './survivors.ts';

/** `npm run mutants`: inserts small bugs into critical code, one at a time, and exits with 1 if specs miss too many. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string', multiple: true },
    spec: { type: 'string', multiple: true },
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '30' },
  },
});
const names = subjects.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
const sample = { percent: Number(values.sample), seed: values.seed };
const limitMs = Number(values.limit) * 1000;
if (unknown.length > 0 || !(sample.percent > 0 && sample.percent <= 100) || !(limitMs > 0)) {
  const options = '[--file GLOB] [--spec GLOB] [--sample PERCENT] [--seed 1] [--limit SECONDS]';
  console.error(`npm run mutants -- [${names.join('] [')}] ${options}`);
  process.exit(1);
}

try {
  confine();
  // The same random histories for each mutant.
  process.env['REPRISE_SEED'] ??= values.seed;
  for (const subject of subjects) {
    if (positionals.length > 0 && !positionals.includes(subject.name)) continue;
    const begun = performance.now();
    const chosen = { files: values.file, specs: values.spec, sample, limitMs };
    const results = await runStryker(subject, { checkout, ...chosen });
    const mutants = results.map((result) => mutantOf(result, checkout));
    const isWhole = sample.percent === 100 && !values.file && !values.spec;
    const scored = score(mutants, listedSurvivors(subject.name), isWhole);
    const found = problems(subject.name, scored);
    for (const line of [...heldUp(mutants), ...found]) console.error(line);
    console.log(summary(subject.name, scored, Math.round((performance.now() - begun) / 1000)));
    if (sample.percent < 100) console.log(ofSample(scored, sample));
    if (found.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
