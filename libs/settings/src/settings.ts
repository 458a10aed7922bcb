import type { z } from 'zod';
import * as is from './types.ts';

/** A program that reads settings; `start` is `npm start` with the operator's other commands. */
export type Reader = 'start' | 'gateway' | 'runner';

export interface Setting {
  /** Checks and converts the variable's text. */
  readonly type: z.ZodType<unknown, string>;
  /** Text that counts where the variable is not set; none: the setting is optional, or required by some. */
  readonly default?: string;
  /** Text of the documentation in place of a default. */
  readonly otherwise?: string;
  readonly readers: readonly Reader[];
  /** Readers that do not run without it; they have no default. */
  readonly requiredBy?: readonly Reader[];
  /** Set by whoever starts a service (`npm start`, an image) and not by people. */
  readonly internal?: true;
  /** Markdown, for people. */
  readonly meaning: string;
}

/** All settings, in the order in which documentation lists them. */
export const settings = {
  REPRISE_PORT: {
    type: is.port(0),
    default: '8080',
    readers: ['start', 'gateway'],
    meaning: 'port of page and API; `0` takes a free one',
  },
  REPRISE_HOST: {
    type: is.host,
    default: '127.0.0.1',
    readers: ['start', 'gateway'],
    meaning:
      'address it listens on. On another one everybody who reaches it can try tokens, of which 30 wrong ones a minute and address are answered: put TLS before it',
  },
  REPRISE_TRUST_PROXY: {
    type: is.addressRanges,
    default: '127.0.0.0/8,::1',
    readers: ['gateway'],
    meaning:
      'addresses of proxies whose `X-Forwarded-For` and `-Proto` are believed: they tell clients apart for the limits below, and make the cookie `Secure`. Addresses or ranges, commas between',
  },
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
    meaning: 'folders of further pipeline folders, `:` between; see [pipelines](pipelines.md)',
  },
  REPRISE_INPUT_ROOTS: {
    type: is.folders,
    default: '',
    readers: ['start', 'gateway', 'runner'],
    meaning:
      "folders from which inputs may be read, `:` between; the demo data always may. The runner's is for links among them that it reads for [checksums](audit.md#checksums-of-inputs)",
  },
  REPRISE_EXTRA_CONFIG: {
    type: is.oneOf('on', 'off'),
    default: 'on',
    readers: ['gateway', 'runner'],
    meaning:
      "`off`: jobs bring no Nextflow config of their own, which could [run any code](pipelines.md#who-may-launch-how) as Nextflow's user; that of a manifest counts",
  },
  REPRISE_WORK_ROOTS: {
    type: is.workRoots,
    default: '',
    readers: ['gateway'],
    meaning:
      'where jobs may have their work dirs, besides the data dir: folders, or beginnings of URLs such as `s3://lab-work/reprise`, commas between; see [pipelines](pipelines.md#how-a-run-is-launched)',
  },
  REPRISE_GIT_HOSTS: {
    type: is.words,
    default: 'github.com,gitlab.com,bitbucket.org',
    readers: ['gateway', 'runner'],
    meaning:
      'hosts from which [pipelines](pipelines.md#a-pipeline-from-git) may be cloned, commas between; `*`: all. Repositories on this machine (`file://`) always may',
  },
  REPRISE_OFFLINE: {
    type: is.oneOf('on', 'off'),
    default: 'off',
    readers: ['gateway', 'runner'],
    meaning:
      '`on`: nothing is fetched: no pipeline from git, no [plugin](pipelines.md#plugins), and Nextflow runs with `NXF_OFFLINE`. What is there already is used',
  },
  REPRISE_PLUGINS_DIR: {
    type: is.path,
    otherwise: '`plugins` in `NXF_HOME`',
    readers: ['runner'],
    meaning:
      'folder of Nextflow [plugins](pipelines.md#plugins), one folder each (`nf-schema-2.1.1`); those that a pipeline pins and are not there are fetched into it',
  },
  REPRISE_NEXTFLOW: {
    type: is.executable,
    readers: ['start', 'runner'],
    requiredBy: ['runner'],
    meaning: 'path of the nextflow executable, or its name on `PATH`',
  },
  REPRISE_RUNNER_SLOTS: {
    type: is.count(1, 1000, 'a number from 1 to 1000'),
    default: '2',
    readers: ['runner'],
    meaning: 'attempts that the runner runs at once',
  },
  REPRISE_CANCEL_GRACE: {
    type: is.duration(0),
    default: '20s',
    readers: ['runner'],
    meaning: 'what Nextflow, and then its tasks, get to end by themselves before KILL',
  },
  REPRISE_RUNNER_LEASE: {
    type: is.duration(1),
    default: '15s',
    readers: ['runner'],
    meaning: "silence after which another runner records a runner's attempts as lost; while NATS is away, none counts",
  },
  REPRISE_DISK_RESERVE: {
    type: is.size,
    default: '1GiB',
    readers: ['runner'],
    meaning: 'free disk below which nothing new is claimed',
  },
  REPRISE_CGROUP: {
    type: is.oneOf('auto', 'off'),
    default: 'auto',
    readers: ['runner'],
    meaning: "`off`: find an attempt's processes by process group and environment marker only",
  },
  REPRISE_NATS_PORT: {
    type: is.port(1),
    otherwise: 'a free one',
    readers: ['start'],
    meaning: 'port of the embedded nats-server',
  },
  REPRISE_POSTGRES_PORT: {
    type: is.port(1),
    otherwise: 'a free one',
    readers: ['start'],
    meaning: 'port of the embedded Postgres',
  },
  NATS_URL: {
    type: is.natsUrl('nats://user:password@host:4222'),
    readers: ['start', 'gateway', 'runner'],
    requiredBy: ['gateway', 'runner'],
    meaning: 'an existing NATS server with JetStream, instead of the embedded one',
  },
  NATS_COPIER_URL: {
    type: is.natsUrl('nats://copier:password@host:4222?inbox_prefix=_INBOX_copier'),
    readers: ['start'],
    meaning:
      'on an existing server: the login that makes the copy of the log for programs that read the events; see [events](events.md#connecting)',
  },
  NATS_MONITOR_URL: {
    type: is.httpUrls,
    readers: ['start', 'gateway'],
    meaning:
      'on an existing server: its monitoring port, such as `http://nats.lab:8222`, of a cluster all with commas between. What starts asks it whether an acknowledged event is on disk, and warns where it is not',
  },
  REPRISE_NATS_REPLICAS: {
    type: is.replicas,
    otherwise: '`1`',
    readers: ['start', 'gateway', 'runner'],
    meaning:
      'on an existing cluster: on how many of its servers the log is kept, and its copy: `1`, `3` or `5`; without `NATS_URL` only `1`. It counts where they are made; where the log that is there lies on fewer, a warning says so',
  },
  DATABASE_URL: {
    type: is.postgresUrl,
    readers: ['start', 'gateway'],
    requiredBy: ['gateway'],
    meaning:
      'an existing Postgres database, instead of the embedded one; its user owns it, and the extension `pg_trgm` (of every ordinary installation) can be created in it or is there',
  },
  REPRISE_RATE_LIMIT: {
    type: is.perMinute,
    default: '6000',
    readers: ['gateway'],
    meaning: 'requests a minute and client, told apart by address; `0`: no limit',
  },
  REPRISE_COMMAND_RATE_LIMIT: {
    type: is.perMinute,
    default: '1200',
    readers: ['gateway'],
    meaning: 'commands a minute and client; `0`: no limit',
  },
  REPRISE_REASON_REQUIRED: {
    type: is.commandList,
    default: '',
    readers: ['gateway'],
    meaning: `commands that need a reason, commas between: ${is.commandWords}`,
  },
  REPRISE_AUDIT_SIGN_EVERY: {
    type: is.count(1, 999_999_999, 'a number of audit entries, from 1'),
    default: '1000',
    readers: ['gateway'],
    meaning: 'audit entries from one signed head to the next; see [audit](audit.md)',
  },
  REPRISE_AUDIT_HEADS_DIR: {
    type: is.path,
    readers: ['start', 'gateway'],
    meaning: 'a folder, best on another machine, to which signed heads are written too',
  },
  REPRISE_WEBHOOK_ALLOW_PRIVATE: {
    type: is.addressRanges,
    readers: ['gateway'],
    meaning:
      'private addresses to which [webhooks](webhooks.md#where-they-may-go) may go all the same, and over http too: addresses or ranges, commas between, such as `10.0.0.0/8,192.168.1.5`',
  },
  REPRISE_LOG_LEVEL: {
    type: is.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'info',
    readers: ['gateway', 'runner'],
    meaning: '`fatal`, `error`, `warn`, `info`, `debug` or `trace`',
  },
  REPRISE_BUILTIN_PIPELINES: {
    type: is.path,
    readers: ['gateway', 'runner'],
    requiredBy: ['runner'],
    internal: true,
    meaning: 'the folder of the pipelines that come with Reprise',
  },
  REPRISE_TOKEN_FILE: {
    type: is.path,
    otherwise: '`admin.token` in the data dir',
    readers: ['gateway'],
    internal: true,
    meaning: "the file with the admin's token",
  },
  REPRISE_WEB_DIR: {
    type: is.path,
    readers: ['gateway'],
    internal: true,
    meaning: 'the folder of the built page',
  },
} as const satisfies Record<string, Setting>;

export type Settings = typeof settings;
export type SettingName = keyof Settings;

/** Names of the settings that a program reads. */
export type NameFor<R extends Reader> = {
  [N in SettingName]: R extends Settings[N]['readers'][number] ? N : never;
}[SettingName];

export const settingNames = Object.keys(settings) as SettingName[];

/** Returns the names of the settings that a program reads. */
export const namesFor = <R extends Reader>(reader: R): NameFor<R>[] =>
  settingNames.filter((name) => (settings[name].readers as readonly Reader[]).includes(reader)) as NameFor<R>[];
