import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Preloaded (`--import`) into a program. Kills the program with SIGKILL at one of its steps: before a change to the
 * file system, or in the middle of a write. `DIES_AT_STEP` is the number of the step, starting at 1. If the program
 * ends normally, the total number of steps is written to file descriptor 3.
 */
const dieAt = Number(process.env['DIES_AT_STEP']);
let steps = 0;

function step(): boolean {
  steps++;
  return steps === dieAt;
}

const die = () => process.kill(process.pid, 'SIGKILL');

for (const name of ['mkdir', 'open', 'copyFile', 'chmod', 'rename', 'rm', 'writeFile', 'link', 'utimes'] as const) {
  const real = promises[name] as (...given: unknown[]) => unknown;
  Object.assign(promises, {
    [name]: (...given: unknown[]) => {
      if (step()) die();
      return real(...given);
    },
  });
}

const file = await promises.open(process.execPath);
const handle = Object.getPrototypeOf(file) as typeof file;
await file.close();
const { writeFile, sync } = handle;
handle.writeFile = async function (this: typeof file, data: unknown) {
  if (!step()) return writeFile.call(this, data as Buffer);
  await writeFile.call(this, (data as Buffer).subarray(0, (data as Buffer).length / 2));
  die();
};
handle.sync = function (this: typeof file) {
  if (step()) die();
  return sync.call(this);
};
syncBuiltinESMExports();
steps = 0;
process.once('exit', () => fs.writeSync(3, String(steps)));
