import { spawnSync } from 'node:child_process';
import type { Machine } from '../machine.ts';
import { runStep } from '../run-step.ts';

const noQuestions = { DEBIAN_FRONTEND: 'noninteractive' };
/** Timeout for the lock of a concurrent apt, in seconds. */
const waitForLock = 'DPkg::Lock::Timeout=300';

let updated: Promise<void> | undefined;

/** Installs packages. Updates the package lists first, but only once. @throws SetupError */
export async function aptInstall(machine: Machine, name: string, packages: readonly string[]): Promise<void> {
  await updateLists(machine);
  await runStep(machine, {
    name: `apt-${name}`,
    command: 'apt-get',
    args: ['install', '--yes', '--no-install-recommends', '-o', waitForLock, ...packages],
    env: noQuestions,
  });
}

/** The first of the packages available in this release of the distribution. */
export async function firstInApt(machine: Machine, packages: readonly string[]): Promise<string | undefined> {
  await updateLists(machine);
  return packages.find((name) => {
    const policy = spawnSync('apt-cache', ['policy', name], { env: { ...machine.env, LC_ALL: 'C' }, encoding: 'utf8' });
    return /Candidate: (?!\(none\))\S/.test(policy.stdout);
  });
}

function updateLists(machine: Machine): Promise<void> {
  return (updated ??= runStep(machine, {
    name: 'apt-update',
    command: 'apt-get',
    args: ['update', '-o', waitForLock],
    env: noQuestions,
  }));
}
