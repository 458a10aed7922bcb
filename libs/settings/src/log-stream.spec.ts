import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

const PROGRAM = `
  import { setImmediate } from 'node:timers/promises';
  import { pino } from 'pino';
  import { logStream } from './log-stream.ts';
  const logger = pino({}, logStream());
  for (let i = 0; i < 2000; i += 1) {
    logger.info({ i, text: 'x'.repeat(1000) }, 'a line');
    await setImmediate();
  }
  logger.fatal('the last line');
  console.error('went on');
`;

/** Runs the program with its stdout in a file. */
function run(stdout: string) {
  const descriptor = openSync(stdout, 'w');
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: import.meta.dirname,
    stdio: ['ignore', descriptor, 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
  });
  closeSync(descriptor);
  return { status, stderr };
}

describe('a service that logs to a full disk', () => {
  it('continues and ends as with free space', () => {
    expect(run('/dev/full')).toEqual({ status: 0, stderr: 'went on\n' });
  });
});
