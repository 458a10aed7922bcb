import { findOnPath, type Machine } from '../machine.ts';
import { buildWithGo, installOnce, isMade, ownFile } from './own-tool.ts';
import { SetupError, type Say } from '../run-step.ts';

const tool = { name: 'nats', version: 'v0.5.0' } as const;

export type NatsCommandChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'built-before'; readonly file: string }
  | { readonly from: 'go'; readonly go: string }
  | { readonly from: 'nowhere'; readonly advice: string };

/** The official `nats` command: on PATH, else built here earlier, else built with Go. Only tests need it. */
export function chooseNatsCommand(machine: Machine): NatsCommandChoice {
  const onPath = findOnPath(machine, 'nats');
  if (onPath !== undefined) return { from: 'path', file: onPath };
  if (isMade(machine, tool)) return { from: 'built-before', file: ownFile(machine, tool) };
  const go = findOnPath(machine, 'go');
  if (go !== undefined) return { from: 'go', go };
  return {
    from: 'nowhere',
    advice: `The tests read events with the official nats command: install Go, or put nats (https://github.com/nats-io/natscli, ${tool.version}) on PATH.`,
  };
}

/** Ensures a nats command, and returns its path. @throws SetupError */
export async function ensureNatsCommand(machine: Machine, say: Say): Promise<string> {
  const choice = chooseNatsCommand(machine);
  switch (choice.from) {
    case 'path':
    case 'built-before':
      return choice.file;
    case 'go':
      return installOnce(machine, tool, () =>
        buildWithGo(
          machine,
          tool,
          { go: choice.go, module: 'github.com/nats-io/natscli/nats', takes: 'a minute' },
          say,
        ),
      );
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
}
