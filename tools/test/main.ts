import { errorText } from '../start/error-text.ts';
import { install } from './install.ts';
import { deadExports, eslint, jest, typecheck } from './parts.ts';
import { closingLine, total, type Outcome } from './outcome.ts';

/** `npm test`: installs and builds what the tests need, then runs every part, also after one has failed. */
const say = (line: string) => console.log(line);
const parts: readonly [name: string, run: () => Promise<Outcome>][] = [
  ['Install and build', () => install(say)],
  // Before lint, which takes the graph of the projects from it, and without one would let every import pass.
  ['Types', typecheck],
  ['Lint', eslint],
  ['Dead exports', deadExports],
  ['Tests of the parts', () => jest('parts', String.raw`(?<!\.e2e)\.spec\.ts$`, ['--maxWorkers=2'])],
  ['Journeys through the whole', () => jest('journeys', String.raw`\.e2e\.spec\.ts$`, ['--runInBand'])],
];

const outcomes: [name: string, outcome: Outcome][] = [];
for (const [name, run] of parts) {
  say(`\n== ${name}`);
  const outcome = await run().catch((error: unknown): Outcome => {
    console.error(errorText(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  outcomes.push([name, outcome]);
  // Without what they need, the others could only fail.
  if (name === 'Install and build' && outcome.failed > 0) break;
}

const sum = total(outcomes.map(([, outcome]) => outcome));
for (const [name, outcome] of outcomes) if (outcome.failed > 0) say(`FAILED: ${name}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
say(closingLine(sum));
