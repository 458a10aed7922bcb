import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import { replaceFolder } from './replace-folder.ts';
import { oneAtATime } from '../only-once.ts';
import { runStep, type Say } from '../run-step.ts';

/** Builds apps into `dist` with Nx, which skips builds whose inputs are unchanged. @throws SetupError */
export type BuiltProject = 'gateway' | 'runner' | 'web' | 'cli';

/** Builds apps into `dist` with Nx, which skips builds with unchanged inputs. @throws SetupError */
export async function ensureBuilt(
  machine: Machine,
  say: Say,
  projects: readonly BuiltProject[] = ['gateway', 'runner', 'web', 'cli'],
): Promise<void> {
  say('Building what has changed');
  // Nx does not prevent two processes from building the same app.
  await oneAtATime(machine, 'build', async () => {
    await runStep(machine, {
      name: 'build',
      command: process.execPath,
      args: [
        join(machine.root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'),
        ...['run-many', '--target=build', `--projects=${projects.join()}`, '--output-style=static'],
      ],
      // A process per Nx plugin takes longer to start than its work takes.
      env: { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false', CI: 'true' },
    });
    const dist = join(machine.root, 'dist');
    for (const project of projects) replaceFolder(join(dist, 'builds', project), join(dist, project));
  });
}

/** The built entry of a service. */
export function builtApp(root: string, app: string): string {
  return join(root, 'dist', app, 'main.js');
}

/** The folder of the built page. */
export function builtPage(root: string): string {
  return join(root, 'dist', 'web', 'browser');
}
