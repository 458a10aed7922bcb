import { errorText } from '@reprise/setup';
import { runChecks } from './checks.ts';
import { install } from './install.ts';
import { Interruption } from './interruption.ts';
import { jest } from './jest.ts';
import { closingLine, failedCheck, total, type Outcome } from './outcome.ts';

/** `npm test`: installs and builds the prerequisites of the tests, then runs every part, even after one has failed. */
const interruption = new Interruption();
const say = (line: string) => console.log(line);
const outcomes: [name: string, outcome: Outcome][] = [];
const stop = interruption.signal;

const checking = runChecks(stop);
// Awaited below; prevents an unhandled rejection until then.
checking.catch(() => undefined);
await part('Install and build', () => unlessStopped(install(say)));
// Without the prerequisites, all tests would fail.
if (outcomes.every(([, { failed }]) => failed === 0)) await part('Tests', () => jest(stop));
for (const { name, outcome, printed } of await checking) {
  say(`\n== ${name}\n${printed}`.trimEnd());
  outcomes.push([name, outcome]);
}

if (interruption.exitCode !== undefined) {
  say('Interrupted: all that ran was ended');
  process.exit(interruption.exitCode);
}
const sum = total(outcomes.map(([, outcome]) => outcome));
for (const [name, { failed, failures = [] }] of outcomes)
  if (failed > 0) say([`FAILED: ${name}`, ...failures].join('\n'));
for (const [, { notRun = [] }] of outcomes) for (const test of notRun) say(`NOT RUN: ${test}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
say(closingLine(sum));

async function part(name: string, run: () => Promise<Outcome>): Promise<void> {
  if (stop.aborted) return;
  say(`\n== ${name}`);
  const outcome = await run().catch((error: unknown): Outcome => {
    console.error(errorText(error));
    return failedCheck;
  });
  outcomes.push([name, outcome]);
}

/** A set-up cannot be aborted; it ends with this process. */
function unlessStopped(done: Promise<Outcome>): Promise<Outcome> {
  const stopped = new Promise<Outcome>((resolve) => {
    stop.addEventListener('abort', () => resolve(failedCheck));
  });
  return Promise.race([done, stopped]);
}
