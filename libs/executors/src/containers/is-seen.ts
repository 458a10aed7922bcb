import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { UsedEngine } from '@reprise/nextflow';

/** First namespaces of a machine. Source: include/linux/proc_ns.h */
const FIRST = { pid: 'pid:[4026531836]', user: 'user:[4026531837]' } as const;

/**
 * Whether the kernel shows this process all processes of an engine's containers and lets it signal them, so that the engine
 * need not be asked. Podman's are processes of whoever calls it. Docker's are root's: only root sees them, outside of all
 * containers, where the daemon is on this machine.
 */
export function isSeen({ name, bySudo }: UsedEngine, env: NodeJS.ProcessEnv, isRoot = isMachinesRoot()): boolean {
  if (name === 'podman') return !env['CONTAINER_HOST'] && !env['CONTAINER_CONNECTION'] && (isRoot || !bySudo);
  return isRoot && /^(?:unix:|$)/.test(env['DOCKER_HOST'] ?? '') && hasDefaultContext(env);
}

function isMachinesRoot(): boolean {
  const isIn = (kind: keyof typeof FIRST) => readlinkSync(`/proc/self/ns/${kind}`) === FIRST[kind];
  return process.getuid?.() === 0 && isIn('pid') && isIn('user');
}

/** Whether Docker takes the daemon of this machine: another context can name any. */
function hasDefaultContext(env: NodeJS.ProcessEnv): boolean {
  if (env['DOCKER_HOST']) return true; // it counts before any context
  const context = env['DOCKER_CONTEXT'] || contextIn(env['DOCKER_CONFIG'] ?? join(env['HOME'] ?? '', '.docker'));
  return !context || context === 'default';
}

function contextIn(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as { currentContext?: unknown })
      .currentContext;
  } catch {
    return undefined; // there is none
  }
}
