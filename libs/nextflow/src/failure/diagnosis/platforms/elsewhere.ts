import type { Diagnosis } from '../diagnosis.ts';
import { MEMORY_ADVICE } from '../memory.ts';
import { exitText, type TaskFailure } from '../task-failure.ts';

type Explain = (said: string | undefined, failure: TaskFailure) => Diagnosis;

const overTime = (where: string): Diagnosis => ({
  what: `ran longer than its time limit on ${where}`,
  advice: 'Raise the limit',
});
const noImage = (said: string | undefined): Diagnosis => ({
  what: 'did not start: its container image could not be fetched',
  why: said ?? null,
  advice: /no space left on device/.test(said ?? '')
    ? 'Give the machines of the cluster a larger disk'
    : 'Check that the name of the image is right, and that the cluster may fetch it',
  short: 'its container image could not be fetched',
});
const nodeLost = (what: string, short: string): Diagnosis => ({
  what,
  short,
  advice: 'Have the node looked at',
  disruption: 'node_failed',
});

/**
 * Prefixes of Nextflow's "Caused by". Sources: K8sClient of Nextflow 26.08; statusReason of AWS Batch, as in
 * AwsBatchTaskHandler
 */
const CAUSES: readonly (readonly [RegExp, Explain])[] = [
  [/^K8s pod image cannot be pulled(?: -- (.+))?/s, noImage],
  [
    /^K8s (?:pod '\S+' execution failed - reason: DeadlineExceeded|Job \S+ execution failed: Job was active longer)/,
    () => overTime('Kubernetes'),
  ],
  [
    /^K8s pod '\S+' execution failed - reason: Evicted(?: - message: (.+))?/s,
    (said) => ({
      what: 'was evicted from its node by Kubernetes',
      why: said ?? null,
      short: 'evicted by Kubernetes',
      advice: 'Ask for the memory and the disk that it needs (`memory`, `disk`)',
    }),
  ],
  [
    /^(?:Unable to find pod \S+ - The pod may be evicted by a node shutdown|K8s pod '\S+' execution failed - reason: (?:Node)?Shutdown)/,
    () => nodeLost('was ended because its node on Kubernetes was shut down or lost', 'its node was shut down or lost'),
  ],
  [
    /^Host EC2 \(instance (\S+)\) terminated/,
    (instance = '') => ({
      what: `was ended because its machine ${instance} on AWS Batch was terminated`,
      advice:
        'Let AWS Batch try again by itself (`aws.batch.maxSpotAttempts`), or use instances that are not reclaimed',
      short: `its machine ${instance} was terminated`,
      disruption: 'node_failed',
    }),
  ],
  [/^(?:Task failed to start - )?CannotPullContainerError: (.+)/s, noImage],
  [
    /\bOutOfMemoryError: Container killed due to memory usage/i,
    (_, failure) => ({
      what: `used more memory than its container had${exitText(failure)}`,
      advice: MEMORY_ADVICE,
      short: 'ran out of memory',
    }),
  ],
  [/^Job attempt duration exceeded timeout/, () => overTime('AWS Batch')],
  [
    /^Your Spot Task was interrupted/,
    () => ({
      what: 'was ended because AWS took its machine back (Fargate Spot)',
      advice: 'Use machines that are not reclaimed',
      short: 'its machine was taken back',
      disruption: 'node_failed',
    }),
  ],
  [
    /^Unschedulable AWS Batch job \S+ - (?:MISCONFIGURATION:\w+ - )?(.+)/s,
    (said) => ({
      what: 'did not start on AWS Batch',
      why: said ?? null,
      short: said ?? 'AWS Batch could not start it',
      advice: 'Ask for less (`cpus`, `memory`), or use a queue with larger machines',
    }),
  ],
  [
    /^Too Many Requests \(Service: (?:AWS)?Batch\b/,
    () => ({
      what: 'was not submitted: AWS Batch took no more requests for now',
      advice: 'Lower `executor.submitRateLimit` (50 a second by default)',
      short: 'AWS Batch took no more requests',
    }),
  ],
  [
    /^Task failed to start(?: - (.+))?/s,
    (said) => ({
      what: 'did not start on AWS Batch',
      why: said ?? null,
      short: said ?? 'AWS Batch could not start it',
      advice: 'See the compute environment and the image',
    }),
  ],
];

/** Diagnoses a task that Kubernetes or AWS Batch ended or could not start, from their messages in Nextflow's output. */
export function endedElsewhere(failure: TaskFailure): Diagnosis | null {
  for (const [cause, explain] of CAUSES) {
    const found = cause.exec(failure.causedBy ?? '');
    if (found) return explain(found[1], failure);
  }
  return null;
}
