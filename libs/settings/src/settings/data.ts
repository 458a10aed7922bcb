import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Folders of data, pipelines and inputs. */
export const dataSettings = {
  REPRISE_DATA_DIR: {
    type: is.path,
    default: '.reprise',
    readers: ['start', 'gateway', 'runner'],
    requiredBy: ['runner'],
    meaning: 'everything that Reprise keeps: log, database, jobs, token',
  },
  REPRISE_PIPELINES: {
    type: is.folders,
    default: '',
    readers: ['start', 'gateway', 'runner'],
    meaning: 'further folders with pipeline folders, separated by `:`; see [pipelines](pipelines.md)',
  },
  REPRISE_INPUT_ROOTS: {
    type: is.folders,
    default: '',
    readers: ['start', 'gateway', 'runner'],
    meaning:
      'folders from which inputs may be read, separated by `:`; demo data is always allowed. The runner uses it to check links when it reads inputs for [checksums](audit.md#checksums-of-inputs)',
  },
  REPRISE_UPLOADS_DIR: {
    type: is.path,
    otherwise: '`uploads` in the data dir',
    readers: ['start', 'gateway', 'runner'],
    meaning: 'where [uploads](samples.md) are kept; gateway and runners must see the same folder',
  },
  REPRISE_UPLOAD_QUOTA: {
    type: is.size,
    default: '0',
    readers: ['gateway'],
    meaning: 'limit for the size of all uploads together, such as `2TiB`; 0: the size of the disk',
  },
  REPRISE_UPLOAD_MAX_AGE: {
    type: is.lifetime,
    default: '7d',
    readers: ['gateway'],
    meaning: 'time after which an unfinished upload is removed if no more data arrives',
  },
  REPRISE_RETENTION_WORK_DIRS: {
    type: is.lifetimeOrOff,
    default: 'off',
    readers: ['gateway'],
    meaning:
      'time after which the work dir of a job that has ended is [deleted](storage.md#retention), such as `30d`; the job cannot be resumed any more. `off`: never',
  },
  REPRISE_RETENTION_RESULTS: {
    type: is.lifetimeOrOff,
    default: 'off',
    readers: ['gateway'],
    meaning: 'time after which the results of a job that has ended are [deleted](storage.md#retention). `off`: never',
  },
  REPRISE_RETENTION_MIN_FREE: {
    type: is.size,
    default: '0',
    readers: ['gateway'],
    meaning:
      'free disk space below which the oldest work dirs are [deleted](storage.md#retention) until that much is free, such as `100GiB`; 0: never',
  },
  REPRISE_INPUT_SCHEMES: {
    type: is.urlSchemes,
    default: 'https,s3,gs,az,ftp',
    readers: ['gateway'],
    meaning:
      'schemes of URLs in parameters, separated by commas: `http`, `https`, `ftp`, `s3`, `gs`, `az`, or that of a plugin of Nextflow; `none`: no URLs',
  },
} as const satisfies Record<string, Setting>;
