import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { thisMachine } from '@reprise/setup';

/** Writes the largest resident size in KiB to file descriptor 3 at the end. */
const atEnd = `import fs from 'node:fs'; process.once('exit', () => fs.writeSync(3, String(process.resourceUsage().maxRSS)));`;

export interface Cost {
  readonly ms: number;
  /** Largest resident size. */
  readonly mebibytes: number;
}

/** Runs a Node program with only these settings, and measures it. @throws Error with its output if it fails */
export async function runNode(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Cost> {
  const { PATH, HOME } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(atEnd)}`, ...args], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let [error, size] = ['', ''];
  child.stdio[2]!.on('data', (data) => (error += String(data)));
  child.stdio[3]!.on('data', (data) => (size += String(data)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')}: ${error}`);
  return { ms: performance.now() - began, mebibytes: Number(size) / 1024 };
}

/** Runs the command line of Reprise in the same way. */
export const runReprise = (settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Cost> =>
  runNode(settings, join(thisMachine().root, 'apps/cli/src/main.ts'), ...args);
