import { errorText } from '@reprise/setup';
import { install } from './install.ts';
import { Interruption } from './interruption.ts';
import { commitMessages, deadExports, formatAndLint, jest, spelling, types, unitTests } from './parts.ts';
import { closingLine, failedCheck, total, type Outcome } from './outcome.ts';

/** `npm test`: installs and builds what the tests need, then runs every part, also after one has failed. */
const interruption = new Interruption();
const say = (line: string) => console.log(line);
const parts: readonly [name: string, run: (stop: AbortSignal) => Promise<Outcome>][] = [
  ['Install and build', (stop) => unless(stop, install(say))],
  ['Types', types],
  ['Format and lint', formatAndLint],
  ['Dead exports', deadExports],
  ['Spelling', spelling],
  ['Commit messages', commitMessages],
  ['Unit tests', unitTests],
  ['Integration tests', (stop) => jest('integration', 'int', stop)],
  ['Journeys through the whole', (stop) => jest('journeys', 'e2e', stop)],
];

const outcomes: [name: string, outcome: Outcome][] = [];
for (const [name, run] of parts) {
  say(`\n== ${name}`);
  const outcome = await run(interruption.signal).catch((error: unknown): Outcome => {
    console.error(errorText(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  if (interruption.signal.aborted) break;
  outcomes.push([name, outcome]);
  // Without what they need, the others could only fail.
  if (name === 'Install and build' && outcome.failed > 0) break;
}

if (interruption.exitCode !== undefined) {
  say('Interrupted: all that ran was ended');
  process.exit(interruption.exitCode);
}
const sum = total(outcomes.map(([, outcome]) => outcome));
for (const [name, outcome] of outcomes) if (outcome.failed > 0) say(`FAILED: ${name}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
say(closingLine(sum));

/** A set-up cannot be told to stop; it goes with this process. */
function unless(stop: AbortSignal, done: Promise<Outcome>): Promise<Outcome> {
  const stopped = new Promise<Outcome>((resolve) => {
    stop.addEventListener('abort', () => resolve(failedCheck));
  });
  return Promise.race([done, stopped]);
}
