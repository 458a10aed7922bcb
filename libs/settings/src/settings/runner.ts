import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Settings of how the runner runs Nextflow. */
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
      'further ones, of which jobs [choose by version](choose-nextflow.md): `25.10.4=/opt/nextflow-25.10.4/nextflow`, several with commas between',
  },
  REPRISE_RUNNER_ID: {
    type: is.runnerId,
    otherwise: 'the one in `runner.id` of the data dir, made at the first start',
    readers: ['runner'],
    meaning: "the runner's id and the name of its login at NATS: it appends no event of another one",
  },
  REPRISE_RUNNER_SLOTS: {
    type: is.wholeNumber(1, 1000, 'a number from 1 to 1000'),
    default: '2',
    readers: ['runner'],
    meaning: 'attempts that the runner runs at once',
  },
  REPRISE_CANCEL_GRACE: {
    type: is.durationMs(0),
    default: '20s',
    readers: ['runner'],
    meaning: 'what Nextflow and its tasks get to end by themselves before KILL',
  },
  REPRISE_RUNNER_LEASE: {
    type: is.durationMs(1),
    default: '15s',
    readers: ['runner'],
    meaning:
      "silence after which a runner's attempts are recorded as lost, if another runner is heard meanwhile; while NATS is away, none counts",
  },
  REPRISE_DISK_RESERVE: {
    type: is.size,
    default: '1GiB',
    readers: ['gateway', 'runner'],
    meaning: 'free disk below which nothing new is claimed, and no upload begins',
  },
  REPRISE_TASK_ISOLATION: {
    type: is.oneOf('auto', 'off'),
    default: 'auto',
    readers: ['start', 'runner'],
    meaning:
      '`auto`: Nextflow and its tasks run as a user of their own, or without root in a namespace that [hides the data dir](server.md#tasks-are-strangers). `off`: they run as Reprise does',
  },
  REPRISE_TASK_USER: {
    type: is.userName,
    otherwise: '`reprise-tasks`, made where there is none',
    readers: ['start', 'runner'],
    meaning:
      'the user that Nextflow and its tasks run as where Reprise runs as root; it must be able to read the inputs',
  },
  REPRISE_CGROUP: {
    type: is.oneOf('auto', 'off'),
    default: 'auto',
    readers: ['runner'],
    meaning: "`off`: find an attempt's processes by process group and environment marker only",
  },
} as const satisfies Record<string, Setting>;
