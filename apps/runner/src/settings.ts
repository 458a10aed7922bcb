import { resolve } from 'node:path';
import { inSentences, unknownSettings } from '@reprise/contracts';
import { z } from 'zod';

const UNITS: Record<string, number> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Node's timers overflow after 24 days; nobody waits for a day. */
const DAY_S = 86_400;

/** Seconds as `20` or `20s`, in milliseconds. */
const seconds = (least: number, fallback: string) => {
  const allowed = `must be seconds from ${least} to ${DAY_S}, e.g. 20 or 20s`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?s?$/, allowed)
    .default(fallback)
    .transform((text) => Number.parseFloat(text))
    .refine((number) => number >= least && number <= DAY_S, allowed)
    .transform((number) => number * 1000);
};

/** A size as `1GiB`, `500MiB` or plain bytes, in bytes. */
const bytes = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(B|KiB|MiB|GiB|TiB)?$/, 'must be a size, e.g. 1GiB')
    .default(fallback)
    .transform((text) => Number.parseInt(text, 10) * (UNITS[text.replace(/^\d+/, '')] ?? 1));

const folder = z.string().transform((path) => resolve(path));

const folders = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(':')
      .filter(Boolean)
      .map((path) => resolve(path)),
  );

/** The runner's settings, from environment variables. docs/operations.md lists them for people. */
export const RunnerSettings = z.object({
  NATS_URL: z.string(),
  REPRISE_NATS_REPLICAS: z.enum(['1', '3', '5']).transform(Number).optional(),
  REPRISE_DATA_DIR: folder,
  /** Path of the nextflow executable, which is called from a job's folder, or its name on PATH. */
  REPRISE_NEXTFLOW: z.string().transform((file) => (file.includes('/') ? resolve(file) : file)),
  /** The folder of the pipelines that come with Reprise. */
  REPRISE_BUILTIN_PIPELINES: folder,
  REPRISE_PIPELINES: folders,
  REPRISE_INPUT_ROOTS: folders,
  REPRISE_RUNNER_SLOTS: z.coerce.number().int().min(1).max(1000).default(2),
  REPRISE_CANCEL_GRACE: seconds(0, '20'),
  REPRISE_RUNNER_LEASE: seconds(1, '15'),
  REPRISE_DISK_RESERVE: bytes('1GiB'),
  REPRISE_CGROUP: z.enum(['auto', 'off']).default('auto'),
  REPRISE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});
export type RunnerSettings = z.infer<typeof RunnerSettings>;

/** The settings, or a line for each one that is wrong, by name; one that is empty counts as not set. */
export function readSettings(env: NodeJS.ProcessEnv): RunnerSettings | { readonly wrong: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const unknown = unknownSettings(given);
  const result = RunnerSettings.safeParse(given, inSentences);
  if (result.success && unknown.length === 0) return result.data;
  const wrong = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
  return { wrong: [...unknown, ...wrong] };
}

export const pipelineFolders = (settings: RunnerSettings): string[] => [
  settings.REPRISE_BUILTIN_PIPELINES,
  ...settings.REPRISE_PIPELINES,
];
