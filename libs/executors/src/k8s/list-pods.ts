import type { LiveTask, Phase } from '../executor.ts';

/** The fields of a Pod or Job that are used here. */
interface Resource {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec?: {
    readonly nodeName?: string;
    readonly suspend?: boolean;
    readonly containers?: readonly { readonly command?: readonly string[]; readonly args?: readonly string[] }[];
    readonly template?: { readonly spec?: Resource['spec'] };
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
    readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: { readonly reason?: string } } }[];
  };
}

/** A live task, and the resources whose deletion ends it. */
export interface LivePod extends LiveTask {
  readonly resources: readonly string[];
}

/**
 * Phases of pods whose containers have all ended. Unknown phases count as alive. Source: Pod Lifecycle of Kubernetes
 */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);
const SCRIPT = /((?:[\w+-]+:\/)?\/[^\s'"]*)\/\.command\.run\b/;

/**
 * Parses live tasks from the output of `kubectl get jobs,pods --output=json`. A Pod of a Job is reported under the Job,
 * because Nextflow knows the name of the Job.
 * @throws Error if the output is not such a list
 */
export function podsIn(printed: string): LivePod[] {
  const byTask = new Map<string, LivePod>();
  for (const resource of resourcesIn(printed)) {
    const task = taskOf(resource);
    if (task === null) continue;
    const other = byTask.get(task.native_id);
    // The Pod has more details than the Job.
    const first = other === undefined || resource.kind === 'Pod' ? task : other;
    byTask.set(task.native_id, { ...first, resources: [...(other?.resources ?? []), ...task.resources] });
  }
  return [...byTask.values()];
}

function resourcesIn(printed: string): readonly Resource[] {
  let list: { readonly items?: unknown } | null;
  try {
    list = JSON.parse(printed) as typeof list;
  } catch {
    list = null;
  }
  if (!Array.isArray(list?.items) || !list.items.every(isResource))
    throw new Error(`kubectl printed unexpected output: ${printed.trim().split('\n')[0]?.slice(0, 100) ?? ''}`);
  return list.items;
}

const isResource = (item: unknown): item is Resource => {
  const { kind, metadata } = (item ?? {}) as Partial<Resource>;
  return (kind === 'Pod' || kind === 'Job') && typeof metadata?.name === 'string';
};

const taskOf = (resource: Resource): LivePod | null => (resource.kind === 'Job' ? jobOf(resource) : podOf(resource));

function jobOf({ metadata, spec, status }: Resource): LivePod | null {
  const isOver = status?.conditions?.some(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  // The Pods of a Job show when they have ended.
  if (isOver) return null;
  const phase = metadata.deletionTimestamp ? 'ending' : spec?.suspend ? 'blocked' : 'waiting';
  const state = phase === 'ending' ? 'Terminating' : spec?.suspend ? 'Suspended' : 'Pending';
  return {
    native_id: metadata.name,
    phase,
    state,
    resources: [`job/${metadata.name}`],
    ...workDirIn(spec?.template?.spec),
  };
}

function podOf({ metadata, spec, status }: Resource): LivePod | null {
  const { phase: word = 'Unknown' } = status ?? {};
  if (ENDED.has(word)) return null;
  const isEnding = metadata.deletionTimestamp !== undefined;
  const job = metadata.ownerReferences?.find(({ kind }) => kind === 'Job')?.name;
  const phase: Phase = isEnding ? 'ending' : word === 'Pending' ? 'waiting' : 'running';
  const reason = phase === 'waiting' ? whyPending(status) : status?.reason;
  return {
    native_id: job ?? metadata.name,
    phase,
    state: isEnding ? 'Terminating' : word,
    ...(reason && { reason }),
    ...(spec?.nodeName && { node: spec.nodeName }),
    ...workDirIn(spec),
    resources: [...(job === undefined ? [] : [`job/${job}`]), `pod/${metadata.name}`],
  };
}

const whyPending = (status: Resource['status']): string | undefined =>
  status?.containerStatuses?.map(({ state }) => state?.waiting?.reason).find(Boolean) ??
  status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.reason;

function workDirIn(spec: Resource['spec']): { readonly work_dir?: string } {
  const words = (spec?.containers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args]);
  const [, work_dir] = SCRIPT.exec(words.join(' ')) ?? [];
  return work_dir === undefined ? {} : { work_dir };
}
