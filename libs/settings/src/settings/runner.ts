import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Settings for running Nextflow. */
export const runnerSettings = {
  REPRISE_NEXTFLOW: {
    type: is.executable,
    readers: ['start', 'runner'],
    requiredBy: ['runner'],
    meaning: 'path of the nextflow executable, or its name on `PATH`',
  },
  REPRISE_NEXTFLOWS: {
    type: is.launchers,
    default: '',
    readers: ['runner'],
    meaning:
      'further versions, from which jobs [choose by version](choose-nextflow.md): `25.10.4=/opt/nextflow-25.10.4/nextflow`, separated by commas',
  },
  REPRISE_RUNNER_ID: {
    type: is.runnerId,
    otherwise: 'content of `runner.id` in the data dir, created at the first start',
    readers: ['runner'],
    meaning: 'id of the runner, and name of its NATS login: a runner can append only its own events',
  },
  REPRISE_RUNNER_SLOTS: {
    type: is.wholeNumber(1, 1000, 'a number from 1 to 1000'),
    default: '2',
    readers: ['runner'],
    meaning: 'number of slots: attempts that the runner runs at once',
  },
  REPRISE_CANCEL_GRACE: {
    type: is.durationMs(0),
    default: '20s',
    readers: ['runner'],
    meaning: 'grace period of a cancel: time for Nextflow and its tasks to end before KILL',
  },
  REPRISE_RUNNER_LEASE: {
    type: is.durationMs(1),
    default: '15s',
    readers: ['runner'],
    meaning:
      "silence after which a runner's attempts are recorded as lost, if another runner is heard meanwhile. Time without NATS does not count",
  },
  REPRISE_DISK_RESERVE: {
    type: is.size,
    default: '1GiB',
    readers: ['gateway', 'runner'],
    meaning: 'free disk space below which no job is claimed and no upload starts',
  },
  REPRISE_TASK_ISOLATION: {
    type: is.oneOf('auto', 'off'),
    default: 'auto',
    readers: ['start', 'runner'],
    meaning:
      '`auto`: Nextflow and its tasks run as a user of their own, or without root in a namespace that [hides the data dir](isolation.md). `off`: they run as Reprise does',
  },
  REPRISE_TASK_USER: {
    type: is.userName,
    otherwise: '`reprise-tasks`, created if missing',
    readers: ['start', 'runner'],
    meaning: 'user for Nextflow and its tasks where Reprise runs as root; must be able to read the inputs',
  },
  REPRISE_CGROUP: {
    type: is.oneOf('auto', 'off'),
    default: 'auto',
    readers: ['runner'],
    meaning: '`off`: find the processes of an attempt by process group and environment marker only',
  },
} as const satisfies Record<string, Setting>;
