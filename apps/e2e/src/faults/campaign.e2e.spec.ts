import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Faults from which even a slow machine recovers quickly. The others restart `npm start`, fill a disk, or change a
 * clock; they are injected only in campaigns that are started by hand.
 */
const KINDS = [
  ...['gateway', 'gateway2', 'runner', 'runner2', 'runner3', 'nats', 'postgres'].map((victim) => `kill-${victim}`),
  ...['gateway', 'gateway2', 'runner', 'runner2', 'runner3'].map((victim) => `term-${victim}`),
  ...['gateway2', 'runner2', 'nats', 'postgres'].map((victim) => `stop-${victim}`),
  ...['kill-supervisor', 'kill-nextflow', 'kill-task', 'reset', 'black-hole', 'refuse', 'slow'],
];
/** Exceeds the sum of all deadlines in a campaign, each of which is a few minutes. */
const LIMIT_MS = 3_000_000;

/** Runs `npm run faults`, and returns its exit code and output. */
async function runFaults(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  // If the test run is stopped, the campaign ends everything that it started.
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', stop);
  return { code, output };
}

describe('a Reprise under faults that the date has drawn', () => {
  it(
    'loses, doubles and leaves nothing',
    async () => {
      // A machine that stalls for seconds must not lose runners.
      const { code, output } = await runFaults('--seconds', '40', '--lease', '60', '--kinds', KINDS.join());
      if (code !== 0) throw new Error(`npm run faults exited with ${String(code)}:\n${output}`);
    },
    LIMIT_MS,
  );
});
