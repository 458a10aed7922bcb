import { askTool } from '../ask-tool.ts';
import type { AttemptSpec, Listing, LiveTask } from '../executor.ts';
import { inParts } from '../in-parts.ts';
import type { EndingScheduler } from '../scheduler.ts';
import { findContext, type Kubectl } from './find-context.ts';
import { podsIn, type LivePod } from './list-pods.ts';
import { readSessions, type PodSession } from './read-sessions.ts';

/** Labels of a session; without a prefix in Nextflow 22.10. Source: K8sTaskHandler.getLabels */
const LABELS = ['nextflow.io/sessionId', 'sessionId'] as const;

/**
 * Kubernetes, queried with `kubectl`, which must be on the PATH of the runner and have a context for the tasks'
 * cluster.
 */
export function k8s(env: NodeJS.ProcessEnv = process.env, withinMs?: number): EndingScheduler {
  const kubectl: Kubectl = (...args) => askTool('kubectl', args, env, withinMs);
  /** `kubectl` options and resources of the last listed tasks. */
  const places = new Map<string, { readonly options: readonly string[]; readonly resources: readonly string[] }>();

  async function listIn({ session, server, namespace }: PodSession): Promise<LivePod[]> {
    const options = [...(await findContext(kubectl, server, env)), `--namespace=${namespace}`];
    const pods: LivePod[] = [];
    for (const label of LABELS) {
      const selector = `--selector=${label}=uuid-${session}`;
      pods.push(...podsIn(await kubectl(...options, 'get', 'jobs,pods', selector, '--output=json')));
    }
    for (const { native_id, resources } of pods) places.set(native_id, { options, resources });
    return pods;
  }

  async function list({ attemptDirs }: AttemptSpec): Promise<Listing> {
    try {
      const sessions = await readSessions(attemptDirs);
      const unique = new Map(sessions.map((each) => [`${each.server} ${each.namespace} ${each.session}`, each]));
      const alive: LiveTask[] = [];
      for (const session of unique.values())
        alive.push(...(await listIn(session)).map(({ resources: _, ...task }) => task));
      return { alive };
    } catch (error) {
      return { unknown: (error as Error).message };
    }
  }

  async function cancel(ids: readonly string[]): Promise<void> {
    const groups = new Map<string, { readonly options: readonly string[]; readonly resources: Set<string> }>();
    for (const { options, resources } of ids.flatMap((id) => places.get(id) ?? [])) {
      const key = options.join(' ');
      const group = groups.get(key) ?? { options, resources: new Set<string>() };
      resources.forEach((each) => group.resources.add(each));
      groups.set(key, group);
    }
    for (const { options, resources } of groups.values())
      await inParts([...resources], (some) =>
        kubectl(...options, 'delete', '--ignore-not-found', '--wait=false', ...some),
      );
  }

  return { name: 'k8s', label: 'Kubernetes', noun: 'pod', isByLog: true, list, cancel };
}
