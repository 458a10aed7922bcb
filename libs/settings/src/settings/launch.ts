import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Limits of how jobs are launched, and sources of pipelines and plugins. */
export const launchSettings = {
  REPRISE_EXTRA_CONFIG: {
    type: is.oneOf('on', 'off'),
    default: 'on',
    readers: ['gateway', 'runner'],
    meaning:
      "`off`: jobs bring no Nextflow config of their own, which can [run any code](launch.md#who-may-use-extra-config) as Nextflow's user; that of a manifest counts",
  },
  REPRISE_WORK_ROOTS: {
    type: is.workRoots,
    default: '',
    readers: ['gateway'],
    meaning:
      'where jobs may put their work dirs, besides the data dir: folders, or URLs such as `s3://lab-work/reprise`, commas between; see [pipelines](launch.md)',
  },
  REPRISE_GIT_HOSTS: {
    type: is.wordList,
    default: 'github.com,gitlab.com,bitbucket.org',
    readers: ['gateway', 'runner'],
    meaning:
      'hosts from which [pipelines](nf-core.md#a-pipeline-from-git) may be cloned, commas between; `*`: all. Repositories on this machine (`file://`) always may',
  },
  REPRISE_OFFLINE: {
    type: is.oneOf('on', 'off'),
    default: 'off',
    readers: ['gateway', 'runner'],
    meaning:
      '`on`: nothing is fetched, no pipeline and no [plugin](nf-core.md#plugins), and Nextflow runs with `NXF_OFFLINE=true`. What was fetched before is used',
  },
  REPRISE_PLUGINS_DIR: {
    type: is.path,
    otherwise: '`plugins` in `NXF_HOME`',
    readers: ['runner'],
    meaning:
      'folder of Nextflow [plugins](nf-core.md#plugins), one folder each (`nf-schema-2.1.1`); those that a pipeline pins and are missing are fetched into it',
  },
} as const satisfies Record<string, Setting>;
