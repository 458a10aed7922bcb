import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { thisMachine } from '@reprise/setup';
import type { CommandRun } from '../record/facts.ts';
import type { System } from '../system/system.ts';

/** Runs `npm run verify` or `npm run rebuild` on the running system. */
export async function runCommand(name: CommandRun['name'], { env }: System): Promise<CommandRun> {
  const { root } = thisMachine();
  const child = spawn(process.execPath, [join(root, 'apps/cli/src/main.ts'), name], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { name, code, output };
}
