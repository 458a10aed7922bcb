import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Limits of job launches, and sources of pipelines and plugins. */
export const launchSettings = {
  REPRISE_EXTRA_CONFIG: {
    type: is.oneOf('on', 'off'),
    default: 'on',
    readers: ['gateway', 'runner'],
    meaning:
      "`off`: jobs cannot have a Nextflow config of their own, which can [run any code](launch.md#who-may-use-extra-config) as Nextflow's user; the config of a manifest is allowed",
  },
  REPRISE_WORK_ROOTS: {
    type: is.workRoots,
    default: '',
    readers: ['gateway'],
    meaning:
      'allowed places for work dirs of jobs, besides the data dir: folders, or URLs such as `s3://lab-work/reprise`, separated by commas; see [launch options](launch.md)',
  },
  REPRISE_GIT_HOSTS: {
    type: is.wordList,
    default: 'github.com,gitlab.com,bitbucket.org',
    readers: ['gateway', 'runner'],
    meaning:
      'hosts from which [pipelines](nf-core.md#a-pipeline-from-git) may be cloned, separated by commas; `*`: all. Repositories on this machine (`file://`) are always allowed',
  },
  REPRISE_OFFLINE: {
    type: is.oneOf('on', 'off'),
    default: 'off',
    readers: ['gateway', 'runner'],
    meaning:
      '`on`: nothing is fetched, no pipeline and no [plugin](nf-core.md#plugins), and Nextflow runs with `NXF_OFFLINE=true`. What was fetched earlier is used',
  },
  REPRISE_PLUGINS_DIR: {
    type: is.path,
    otherwise: '`plugins` in `NXF_HOME`',
    readers: ['runner'],
    meaning:
      'folder of Nextflow [plugins](nf-core.md#plugins), one folder each (`nf-schema-2.1.1`); missing plugins that a pipeline pins are fetched into it',
  },
} as const satisfies Record<string, Setting>;
