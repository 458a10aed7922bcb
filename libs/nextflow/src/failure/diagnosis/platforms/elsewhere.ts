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
 * Prefixes of Nextflow's "Caused by". Sources: K8sClient of Nextflow 26.08; preemption and admission by quota of
 * Kubernetes; statusReason of AWS Batch, as in AwsBatchTaskHandler
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
    /^K8s pod '\S+' execution failed - reason: Preempting(?: - message: (.+))?/s,
    (said) => ({
      what: 'was ended by Kubernetes to make room for another pod (preemption)',
      why: said ?? null,
      short: 'preempted by Kubernetes',
      advice: 'Wait, or give its pod a higher priority (`priorityClassName` in `pod`)',
      disruption: 'preempted',
    }),
  ],
  [
    /^Request POST \S+ returned an error code=403\b.* is forbidden: exceeded quota: ([^"]+)"/s,
    (said) => ({
      what: 'did not start: the quota of its namespace on Kubernetes is used up',
      why: said ?? null,
      short: 'the quota of its namespace is used up',
      advice: 'Wait until other pods have ended, lower `executor.queueSize`, or ask for less (`cpus`, `memory`)',
    }),
  ],
  [
    // Nextflow says so of any pod that does not exist, also of one that a person or the scheduler deleted.
    /^Unable to find pod \S+ - The pod may be evicted by a node shutdown/,
    () => ({
      what: 'was ended with its pod on Kubernetes, which is gone: it was deleted or preempted, or its node was shut down or lost',
      short: 'its pod was deleted, or its node was lost',
      advice: 'Ask who deleted it, or have the node looked at',
      disruption: 'node_failed',
    }),
  ],
  [
    /^K8s pod '\S+' execution failed - reason: (?:Node)?Shutdown/,
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
