import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { unknownSettings } from '@reprise/contracts';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const port = (allowed: string, lowest: number) =>
  z
    .string()
    .regex(/^\d+$/, allowed)
    .transform(Number)
    .refine((number) => number >= lowest && number <= 65_535, allowed);

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const folders = z
  .string()
  .transform((text) =>
    text
      .split(':')
      .filter((path) => path !== '')
      .map((path) => resolve(path)),
  )
  .superRefine((paths, context) => {
    const missing = paths.filter((path) => !isFolder(path));
    if (missing.length > 0) context.addIssue(`must be folders, with ":" between; no folder is ${missing.join(', ')}`);
  })
  .default([]);

const DAY_S = 86_400;

/** Node's timers overflow after 24 days; nobody waits for a day. */
const seconds = (least: number) => {
  const allowed = `must be seconds from ${String(least)} to ${String(DAY_S)}, such as 20 or 20s`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?s?$/, allowed)
    .refine((text) => Number.parseFloat(text) >= least && Number.parseFloat(text) <= DAY_S, allowed);
};

const isAddressOrRange = (text: string) => (text.includes('/') ? ipaddr.isValidCIDR(text) : isIP(text) !== 0);

const perMinute = z.string().regex(/^\d{1,9}$/, 'must be a number of requests per minute, or 0 for no limit');

const ranges = z
  .string()
  .refine(
    (text) => text.split(',').every((part) => isAddressOrRange(part.trim())),
    'must be addresses or ranges with commas between, such as 10.0.0.0/8,192.168.1.5',
  );

/** Every setting of Reprise. Those that only a service uses stay text: they are checked here and passed on. */
const Settings = z.object({
  REPRISE_HOST: z.string().min(1, 'must be a host name or address').default('127.0.0.1'),
  REPRISE_PORT: port('must be a port from 1 to 65535, or 0 for a free one', 0).default(8080),
  REPRISE_DATA_DIR: z
    .string()
    .min(1, 'must be a folder')
    .default('.reprise')
    .transform((path) => resolve(path)),
  REPRISE_NATS_PORT: port('must be a port from 1 to 65535', 1).optional(),
  REPRISE_POSTGRES_PORT: port('must be a port from 1 to 65535', 1).optional(),
  NATS_URL: z
    .string()
    .regex(/^(nats|tls):\/\/./, 'must be like nats://user:password@host:4222')
    .optional(),
  NATS_COPIER_URL: z
    .string()
    .regex(/^(nats|tls):\/\/./, 'must be like nats://copier:password@host:4222?inbox_prefix=_INBOX_copier')
    .optional(),
  NATS_MONITOR_URL: z
    .string()
    .regex(/^https?:\/\/[^,]+(,https?:\/\/[^,]+)*$/, 'must be like http://host:8222, several with commas between')
    .optional(),
  REPRISE_NATS_REPLICAS: z.enum(['1', '3', '5'], 'must be 1, 3 or 5').transform(Number).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must be like postgres://user:password@host:5432/name')
    .optional(),
  REPRISE_PIPELINES: folders,
  REPRISE_INPUT_ROOTS: folders,
  REPRISE_NEXTFLOW: z
    .string()
    .min(1, 'must be the path of nextflow')
    // A path is made absolute, for it is called from a job's folder; a name is looked for on PATH.
    .transform((file) => (file.includes('/') ? resolve(file) : file))
    .optional(),
  REPRISE_RUNNER_SLOTS: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, 'must be a number from 1 to 1000')
    .optional(),
  REPRISE_CANCEL_GRACE: seconds(0).optional(),
  REPRISE_RUNNER_LEASE: seconds(1).optional(),
  REPRISE_DISK_RESERVE: z
    .string()
    .regex(/^\d+(B|KiB|MiB|GiB|TiB)?$/, 'must be a size, such as 1GiB')
    .optional(),
  REPRISE_CGROUP: z.enum(['auto', 'off'], 'must be auto or off').optional(),
  REPRISE_RATE_LIMIT: perMinute.optional(),
  REPRISE_COMMAND_RATE_LIMIT: perMinute.optional(),
  REPRISE_REASON_REQUIRED: z
    .string()
    .regex(
      /^(submit|cancel|rerun|resume)?(,(submit|cancel|rerun|resume))*$/,
      'must be commands with commas between: submit, cancel, rerun, resume',
    )
    .optional(),
  REPRISE_AUDIT_SIGN_EVERY: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a number of audit entries, from 1')
    .optional(),
  REPRISE_AUDIT_HEADS_DIR: z
    .string()
    .min(1, 'must be a folder')
    .transform((path) => resolve(path))
    .optional(),
  REPRISE_TRUST_PROXY: ranges.optional(),
  REPRISE_WEBHOOK_ALLOW_PRIVATE: ranges.optional(),
  REPRISE_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'must be fatal, error, warn, info, debug or trace')
    .optional(),
});

const ports = ['REPRISE_PORT', 'REPRISE_NATS_PORT', 'REPRISE_POSTGRES_PORT'] as const;

const AllowedTogether = Settings.superRefine((settings, context) => {
  for (const [i, name] of ports.entries()) {
    // 0 is a free one each time.
    const same = ports.slice(0, i).find((other) => settings[other] && settings[other] === settings[name]);
    if (same) context.addIssue({ code: 'custom', path: [name], message: `must be another port than ${same}` });
  }
  const { NATS_URL, REPRISE_NATS_REPLICAS: replicas = 1 } = settings;
  const message = 'must be 1 without NATS_URL: the nats-server that is started here is one alone';
  if (replicas > 1 && !NATS_URL) context.addIssue({ code: 'custom', path: ['REPRISE_NATS_REPLICAS'], message });
});

export type Settings = z.infer<typeof Settings>;

/** Settings that are not allowed, each by its name; nothing was started. */
class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads the settings from environment variables; one that is empty counts as not set. @throws SettingsError naming every wrong one */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const unknown = unknownSettings(set);
  const result = AllowedTogether.safeParse(set);
  if (result.success && unknown.length === 0) return result.data;
  const wrong = (result.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    // An address may hold a password.
    return name.endsWith('_URL')
      ? `${name} ${issue.message}`
      : `${name} ${issue.message}; it is "${String(set[name])}"`;
  });
  throw new SettingsError([...unknown, ...wrong].join('\n'));
}

/** The names of all settings. */
export const settingNames = Object.keys(Settings.shape) as readonly (keyof Settings)[];
