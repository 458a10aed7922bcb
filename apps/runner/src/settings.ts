import { inSentences, unknownSettings } from '@reprise/contracts';
import { z } from 'zod';

const UNITS: Record<string, number> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Seconds as `20` or `20s`, in milliseconds. */
const seconds = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?s?$/, 'must be seconds, e.g. 20 or 20s')
    .default(fallback)
    .transform((text) => Number.parseFloat(text) * 1000);

/** A size as `1GiB`, `500MiB` or plain bytes, in bytes. */
const bytes = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(B|KiB|MiB|GiB|TiB)?$/, 'must be a size, e.g. 1GiB')
    .default(fallback)
    .transform((text) => Number.parseInt(text, 10) * (UNITS[text.replace(/^\d+/, '')] ?? 1));

const folders = z
  .string()
  .default('')
  .transform((text) => text.split(':').filter(Boolean));

/** The runner's settings, from environment variables. docs/operations.md lists them for people. */
export const RunnerSettings = z.object({
  NATS_URL: z.string().min(1),
  REPRISE_DATA_DIR: z.string().min(1),
  /** Path of the nextflow executable. */
  REPRISE_NEXTFLOW: z.string().min(1),
  /** The folder of the pipelines that come with Reprise. */
  REPRISE_BUILTIN_PIPELINES: z.string().min(1),
  REPRISE_PIPELINES: folders,
  REPRISE_INPUT_ROOTS: folders,
  REPRISE_RUNNER_SLOTS: z.coerce.number().int().min(1).max(1000).default(2),
  REPRISE_CANCEL_GRACE: seconds('20'),
  REPRISE_RUNNER_LEASE: seconds('15'),
  REPRISE_DISK_RESERVE: bytes('1GiB'),
  REPRISE_CGROUP: z.enum(['auto', 'off']).default('auto'),
  REPRISE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});
export type RunnerSettings = z.infer<typeof RunnerSettings>;

/** The settings, or a line for each one that is wrong, by name. */
export function readSettings(env: NodeJS.ProcessEnv): RunnerSettings | { readonly wrong: string[] } {
  const unknown = unknownSettings(env);
  const result = RunnerSettings.safeParse(env, inSentences);
  if (result.success && unknown.length === 0) return result.data;
  const wrong = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
  return { wrong: [...unknown, ...wrong] };
}

export const pipelineFolders = (settings: RunnerSettings): string[] => [
  settings.REPRISE_BUILTIN_PIPELINES,
  ...settings.REPRISE_PIPELINES,
];
