import { join } from 'node:path';
import { findOnPath, isExecutable, type Machine } from './machine.ts';
import { isStamped, onlyOnce } from './only-once.ts';
import { runStep, SetupError, type Say } from './run-step.ts';

const version = 'v0.5.0';

export type NatsCommandChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'built-before'; readonly file: string }
  | { readonly from: 'go'; readonly go: string }
  | { readonly from: 'nowhere'; readonly advice: string };

/** The official `nats` command: on PATH, else what was built here before, else with Go. Only the tests need it. */
export function chooseNatsCommand(machine: Machine): NatsCommandChoice {
  const onPath = findOnPath(machine, 'nats');
  if (onPath !== undefined) return { from: 'path', file: onPath };
  const built = ownFile(machine);
  if (isExecutable(built) && isStamped(machine, 'nats', version)) return { from: 'built-before', file: built };
  const go = findOnPath(machine, 'go');
  if (go !== undefined) return { from: 'go', go };
  return {
    from: 'nowhere',
    advice: `The tests read events with the official nats command: install Go, or put nats (https://github.com/nats-io/natscli, ${version}) on PATH.`,
  };
}

/** Makes sure that there is a nats command, and answers its path. @throws SetupError */
export async function ensureNatsCommand(machine: Machine, say: Say): Promise<string> {
  const choice = chooseNatsCommand(machine);
  switch (choice.from) {
    case 'path':
    case 'built-before':
      return choice.file;
    case 'go':
      await onlyOnce(
        machine,
        'nats',
        version,
        () => isExecutable(ownFile(machine)),
        () => buildWithGo(machine, choice.go, say),
      );
      return ownFile(machine);
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
}

function ownFile(machine: Machine): string {
  return join(machine.root, '.tools', 'bin', 'nats');
}

async function buildWithGo(machine: Machine, go: string, say: Say): Promise<void> {
  say(`The nats command ${version}: building it with Go (about a minute)`);
  await runStep(machine, {
    name: 'nats-command',
    command: go,
    args: ['install', `github.com/nats-io/natscli/nats@${version}`],
    env: { GOBIN: join(machine.root, '.tools', 'bin') },
  });
}
