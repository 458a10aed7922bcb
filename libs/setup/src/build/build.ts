import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Machine } from '../machine.ts';
import { inputHash } from './input-hash.ts';
import { onlyOnce } from '../only-once.ts';
import { runStep, type Say } from '../run-step.ts';

const common = ['package-lock.json', 'tsconfig.base.json', 'libs/*/src/**', 'libs/*/package.json'];

/** Builds the gateway, the runner and the page into `dist`, each only if what it is made of has changed. @throws SetupError */
export async function ensureBuilt(machine: Machine, say: Say): Promise<void> {
  await ensureApp(machine, 'gateway', say);
  await ensureApp(machine, 'runner', say);
  await ensurePage(machine, say);
}

/** The built entry of a service. */
export function builtApp(root: string, app: string): string {
  return join(root, 'dist', app, 'main.js');
}

/** The folder of the built page. */
export function builtPage(root: string): string {
  return join(root, 'dist', 'web', 'browser');
}

/** Builds one service. @throws SetupError */
export async function ensureApp(machine: Machine, app: string, say: Say): Promise<void> {
  const key = inputHash(machine.root, [...common, `apps/${app}/src/**`, `apps/${app}/tsconfig.json`]);
  const isThere = () => existsSync(builtApp(machine.root, app));
  await onlyOnce(machine, `build-${app}`, key, isThere, async () => {
    say(`Building the ${app}`);
    await runStep(machine, {
      name: `build-${app}`,
      command: process.execPath,
      args: [fileURLToPath(new URL('./bundle-app.ts', import.meta.url)), machine.root, app],
    });
  });
}

async function ensurePage(machine: Machine, say: Say): Promise<void> {
  const key = inputHash(machine.root, [...common, 'angular.json', 'apps/web/**']);
  const isThere = () => existsSync(join(builtPage(machine.root), 'index.html'));
  await onlyOnce(machine, 'build-web', key, isThere, async () => {
    say('Building the page (10 to 30 s)');
    await runStep(machine, {
      name: 'build-web',
      command: process.execPath,
      args: [join(machine.root, 'node_modules', '@angular', 'cli', 'bin', 'ng.js'), 'build', 'web'],
      env: { NG_CLI_ANALYTICS: 'false', CI: 'true' },
    });
  });
}
