import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '@reprise/nextflow';
import type { AttemptSpec } from '../executor.ts';
import { FakeTools } from '../testing/fake-tools.ts';
import { k8s } from './k8s.ts';

const SESSION = '7d2b5e7e-0e9a-4f7e-8f33-5f6d3a9b1c11';
const at = 'Nov-30 12:03:17.214 [main] DEBUG';
/** As logged by K8sExecutor of Nextflow 24.10 about its client. */
const LOG = [
  `${at} nextflow.Session - Session UUID: ${SESSION}`,
  `${at} nextflow.executor.Executor - [warm up] executor > k8s`,
  `${at} nextflow.k8s.K8sExecutor - [K8s] config=[namespace:nf, storageClaimName:work]; API client config=ClientConfig[ server=https://k8s.lab:6443, namespace=nf, serviceAccount=default, token=-, sslCert=-, clientCert=-, clientKey=-, verifySsl=false, fromFile=false, httpReadTimeout=null, httpConnectTimeout=null, maxErrorRetry=4 ]`,
  `${at} nextflow.Session - Session await`,
];
/** As printed by kubectl 1.32. */
const CONFIG = {
  kind: 'Config',
  apiVersion: 'v1',
  preferences: {},
  users: null,
  'current-context': 'other',
  clusters: [
    { name: 'other', cluster: { server: 'https://other.lab:6443' } },
    { name: 'lab', cluster: { server: 'https://k8s.lab:6443/' } },
  ],
  contexts: [
    { name: 'other', context: { cluster: 'other', user: 'ngs' } },
    { name: 'ngs@lab', context: { cluster: 'lab', user: 'ngs' } },
  ],
};
/** In the format of the Kubernetes API, v1, Pod, reduced to the fields used here. */
const pod = (name: string, status: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  status,
  ...more,
  metadata: { name, namespace: 'nf', ...(more as { metadata?: object }).metadata },
  spec: {
    restartPolicy: 'Never',
    nodeName: 'node1',
    ...(more as { spec?: object }).spec,
    containers: [{ name, image: 'bwa', command: ['/bin/bash', '-ue', '/work/1/ab/cdef12/.command.run'] }],
  },
});
const job = (name: string, status: object, more: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  status,
  metadata: { name, namespace: 'nf', ...more },
  spec: { backoffLimit: 0, template: { spec: { containers: [] } } },
});
const ownedBy = (name: string) => ({ metadata: { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name }] } });
const list = (...items: object[]) =>
  JSON.stringify({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }, null, 4);

/** Not a real cluster: kubectl 1.32 was tested with a server that responds in this format. */
describe('the Kubernetes pods of an attempt', () => {
  let tools: FakeTools;
  let attempt: AttemptSpec;
  beforeEach(() => {
    tools = new FakeTools();
    attempt = { ...anAttempt('1'), attemptDirs: [] };
    attempt = { ...attempt, attemptDirs: [attempt.attemptDir] };
  });
  afterEach(() => tools.end());

  function anAttempt(name: string, log: readonly string[] = LOG): AttemptSpec {
    const attemptDir = join(tools.folder, name);
    mkdirSync(attemptDir);
    writeFileSync(attemptFiles(attemptDir).log, `${log.join('\n')}\n`);
    return { attemptDir, attemptDirs: [attemptDir], workRoot: '/work', marker: {}, graceMs: 0 };
  }
  /** Installs a fake kubectl that finds pods by the labels of newer or older releases. */
  const has = (items: readonly object[], { older = [], config = CONFIG }: { older?: object[]; config?: object } = {}) =>
    tools.tool(
      'kubectl',
      `case "$*" in
        config*) ${tools.prints(JSON.stringify(config))} ;;
        *--selector=nextflow.io/sessionId=uuid-${SESSION}*) ${tools.prints(list(...items))} ;;
        *--selector=sessionId=uuid-${SESSION}*) ${tools.prints(list(...older))} ;;
      esac`,
    );
  const listed = (spec = attempt, withinMs?: number) => k8s(tools.env, withinMs).list(spec);

  it("are the live ones of its session, in Nextflow's cluster and namespace", async () => {
    has(
      [
        pod('nf-1', { phase: 'Running' }),
        pod(
          'nf-2',
          {
            phase: 'Pending',
            conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
          },
          { spec: { nodeName: undefined } },
        ),
        pod('nf-3', { phase: 'Succeeded' }),
        pod('nf-4', { phase: 'Failed', reason: 'Evicted' }),
      ],
      { older: [pod('nf-5', { phase: 'Running' })] },
    );
    const work_dir = '/work/1/ab/cdef12';
    expect(await listed()).toEqual({
      alive: [
        { native_id: 'nf-1', phase: 'running', state: 'Running', node: 'node1', work_dir },
        { native_id: 'nf-2', phase: 'waiting', state: 'Pending', reason: 'Unschedulable', work_dir },
        { native_id: 'nf-5', phase: 'running', state: 'Running', node: 'node1', work_dir },
      ],
    });
    expect(tools.asked()).toContain(
      `kubectl --context=ngs@lab --namespace=nf get jobs,pods --selector=nextflow.io/sessionId=uuid-${SESSION} --output=json`,
    );
  });

  it.each([
    [
      'Pending',
      { containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }] },
      {},
      'waiting',
      'ImagePullBackOff',
    ],
    ['Running', {}, { deletionTimestamp: '2026-11-30T12:00:00Z' }, 'ending', undefined],
    ['Unknown', { reason: 'NodeLost' }, {}, 'running', 'NodeLost'],
    ['AWordOfALaterKubernetes', {}, {}, 'running', undefined],
  ])('that are %s with %j, %j are %s', async (word, status, metadata, phase, reason) => {
    has([pod('nf-1', { phase: word, ...status }, { metadata })]);
    const {
      alive: [found],
    } = (await listed()) as { alive: readonly { phase: string; reason?: string }[] };
    expect([found?.phase, found?.reason]).toEqual([phase, reason]);
  });

  it('count as their Kubernetes job, which counts by itself while it has none', async () => {
    has([
      job('nf-1', { active: 1 }),
      job('nf-2', { active: 0 }),
      job('nf-3', { conditions: [{ type: 'Complete', status: 'True' }] }),
      job('nf-4', { conditions: [{ type: 'Failed', status: 'True' }] }),
      pod('nf-1-abcde', { phase: 'Running' }, ownedBy('nf-1')),
      pod('nf-3-abcde', { phase: 'Succeeded' }, ownedBy('nf-3')),
      pod('nf-4-abcde', { phase: 'Running' }, ownedBy('nf-4')),
    ]);
    expect(await listed()).toMatchObject({
      alive: [
        { native_id: 'nf-1', state: 'Running', node: 'node1' },
        { native_id: 'nf-2', state: 'Pending' },
        { native_id: 'nf-4', state: 'Running' },
      ],
    });
  });

  it('are none if Kubernetes reports none', async () => {
    has([]);
    expect(await listed()).toEqual({ alive: [] });
  });

  it('include those of earlier attempts, each session once', async () => {
    has([pod('nf-1', { phase: 'Running' })]);
    const [resumed, local] = [
      anAttempt('2'),
      anAttempt('3', [`${at} nextflow.Session - Session UUID: another`, LOG[3]!]),
    ];
    const attemptDirs = [attempt.attemptDir, resumed.attemptDir, local.attemptDir];
    expect(await listed({ ...resumed, attemptDirs })).toMatchObject({ alive: [{ native_id: 'nf-1' }] });
    expect(tools.asked()).toHaveLength(3);
  });

  it('are listed in the cluster of its own pod if it has no other context', async () => {
    has([], { config: { ...CONFIG, clusters: null, contexts: null } });
    const env = { ...tools.env, KUBERNETES_SERVICE_HOST: 'k8s.lab', KUBERNETES_SERVICE_PORT: '6443' };
    expect(await k8s(env).list(attempt)).toEqual({ alive: [] });
    expect(await listed()).toEqual({
      unknown: 'kubectl has no context for https://k8s.lab:6443, to which Nextflow sent its tasks',
    });
  });

  it('are unknown if no context is for the cluster, since another would have none', async () => {
    has([], { config: { ...CONFIG, contexts: [CONFIG.contexts[0]] } });
    expect(await listed()).toEqual({ unknown: expect.stringContaining('no context for https://k8s.lab:6443') });
  });

  it('are unknown if the log does not state where they are', async () => {
    has([]);
    expect(
      await listed(
        anAttempt(
          '2',
          LOG.filter((line) => !line.includes('ClientConfig')),
        ),
      ),
    ).toEqual({
      unknown: 'the log of Nextflow does not say in which cluster and namespace its pods are',
    });
  });

  it.each([
    // Message of kubectl 1.32, which also prints an empty list.
    [
      `printf '{"apiVersion":"v1","items":[],"kind":"List"}'; echo 'Error from server (Forbidden): jobs.batch is forbidden: User "ngs" cannot list resource "jobs" in API group "batch" in the namespace "nf"' >&2; exit 1`,
      'Error from server (Forbidden): jobs.batch is forbidden: User "ngs" cannot list resource "jobs" in API group "batch" in the namespace "nf"',
    ],
    [
      `echo 'The connection to the server k8s.lab:6443 was refused - did you specify the right host or port?' >&2; exit 1`,
      'The connection to the server k8s.lab:6443 was refused - did you specify the right host or port?',
    ],
    [
      'echo "No resources found in nf namespace."',
      'kubectl printed unexpected output: No resources found in nf namespace.',
    ],
    [`printf '{"kind":"Status"}'`, 'kubectl printed unexpected output: {"kind":"Status"}'],
    [`printf '{"items":[{"kind":"Event"}]}'`, 'kubectl printed unexpected output: {"items":[{"kind":"Event"}]}'],
  ])('are unknown if Kubernetes answers incorrectly: %s', async (script, unknown) => {
    tools.tool('kubectl', `case "$*" in config*) ${tools.prints(JSON.stringify(CONFIG))} ;; *) ${script} ;; esac`);
    expect(await listed()).toEqual({ unknown });
  });

  it('are unknown if it hangs', async () => {
    tools.tool('kubectl', 'exec sleep 60');
    expect(await listed(attempt, 100)).toEqual({ unknown: 'kubectl did not answer in 0.1 s' });
  });

  it('are unknown without kubectl', async () => {
    expect(await k8s({ PATH: tools.folder }).list(attempt)).toEqual({
      unknown: 'there is no kubectl on the PATH of the runner',
    });
  });

  it('are deleted with their jobs, where they were listed', async () => {
    has([
      job('nf-1', { active: 1 }),
      pod('nf-1-abcde', { phase: 'Running' }, ownedBy('nf-1')),
      pod('nf-2', { phase: 'Running' }),
    ]);
    const kubernetes = k8s(tools.env);
    await kubernetes.list(attempt);
    await kubernetes.cancel(['nf-1', 'nf-2']);
    expect(tools.asked().at(-1)).toBe(
      'kubectl --context=ngs@lab --namespace=nf delete --ignore-not-found --wait=false job/nf-1 pod/nf-1-abcde pod/nf-2',
    );
  });
});
