import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Settings that a parent process sets for a service. */
export const internalSettings = {
  REPRISE_BUILTIN_PIPELINES: {
    type: is.path,
    readers: ['gateway', 'runner'],
    requiredBy: ['runner'],
    internal: true,
    meaning: 'folder of the pipelines that come with Reprise',
  },
  REPRISE_HIDDEN_FOLDERS: {
    type: is.folders,
    default: '',
    readers: ['runner'],
    internal: true,
    meaning: 'folders and files hidden from tasks besides the data dir, separated by `:`, if the runner is not root',
  },
  REPRISE_READ_ONLY_FOLDERS: {
    type: is.folders,
    default: '',
    readers: ['runner'],
    internal: true,
    meaning:
      'folders that tasks cannot change besides the home of the user, separated by `:`, if the runner is not root',
  },
  REPRISE_TOKEN_FILE: {
    type: is.path,
    otherwise: '`admin.token` in the data dir',
    readers: ['gateway'],
    internal: true,
    meaning: "file with the admin's token",
  },
  REPRISE_WEB_DIR: {
    type: is.path,
    readers: ['gateway'],
    internal: true,
    meaning: 'folder of the built page',
  },
} as const satisfies Record<string, Setting>;
