import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { UsedEngine } from '@reprise/nextflow';

/** Initial namespaces of a machine. Source: include/linux/proc_ns.h */
const FIRST = { pid: 'pid:[4026531836]', user: 'user:[4026531837]' } as const;

/**
 * Whether this process can see and signal all processes of an engine's containers, so that the engine need not be
 * queried. Podman's belong to the calling user. Docker's belong to root: they are visible only if this process is root
 * and outside of containers, and the daemon is local.
 */
export function isSeen({ name, bySudo }: UsedEngine, env: NodeJS.ProcessEnv, isRoot = isMachinesRoot()): boolean {
  if (name === 'podman') return !env['CONTAINER_HOST'] && !env['CONTAINER_CONNECTION'] && (isRoot || !bySudo);
  return isRoot && /^(?:unix:|$)/.test(env['DOCKER_HOST'] ?? '') && hasDefaultContext(env);
}

function isMachinesRoot(): boolean {
  const isIn = (kind: keyof typeof FIRST) => readlinkSync(`/proc/self/ns/${kind}`) === FIRST[kind];
  return process.getuid?.() === 0 && isIn('pid') && isIn('user');
}

/** Whether Docker uses the daemon of this machine. Other contexts can name any daemon. */
function hasDefaultContext(env: NodeJS.ProcessEnv): boolean {
  if (env['DOCKER_HOST']) return true; // it takes precedence over contexts
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
