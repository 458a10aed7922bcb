import { join } from 'node:path';
import { isExecutable, type Machine } from '../machine.ts';
import { isStamped, onlyOnce } from '../only-once.ts';
import { runStep, type Say } from '../run-step.ts';

/** A program in a specific version that only this checkout uses, in `.tools/bin`. */
export interface OwnTool {
  readonly name: string;
  readonly version: string;
}

export function ownFile(machine: Machine, { name }: OwnTool): string {
  return join(machine.root, '.tools', 'bin', name);
}

/** Whether it was already made in this version. */
export function isMade(machine: Machine, tool: OwnTool): boolean {
  return isExecutable(ownFile(machine, tool)) && isStamped(machine, tool.name, tool.version);
}

/** Makes it if necessary, and returns its path. */
export async function installOnce(machine: Machine, tool: OwnTool, make: () => Promise<void>): Promise<string> {
  const file = ownFile(machine, tool);
  await onlyOnce(machine, tool.name, tool.version, () => isExecutable(file), make);
  return file;
}

/** Builds it with Go. @param takes expected duration, as text */
export async function buildWithGo(
  machine: Machine,
  tool: OwnTool,
  { go, module, takes }: { readonly go: string; readonly module: string; readonly takes: string },
  say: Say,
): Promise<void> {
  say(`${tool.name} ${tool.version}: building it with Go (about ${takes})`);
  await runStep(machine, {
    name: tool.name,
    command: go,
    args: ['install', `${module}@${tool.version}`],
    env: { GOBIN: join(machine.root, '.tools', 'bin') },
  });
}
