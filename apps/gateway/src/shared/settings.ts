import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AuditCommand, inSentences, unknownSettings } from '@reprise/contracts';
import { z } from 'zod';
import { cidrsOf, type Cidr } from '@reprise/webhooks';

const folders = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(':')
      .filter(Boolean)
      .map((folder) => resolve(folder)),
  );

/** Addresses and ranges of them, with commas between. */
const ranges = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      try {
        return cidrsOf(text);
      } catch (error) {
        context.addIssue((error as Error).message);
        return z.NEVER;
      }
    });

/** Requests per minute; 0: as many as one likes. */
const perMinute = (fallback: number) => z.coerce.number().int().min(0).default(fallback);

/** The environment variables of the gateway. docs/operations.md lists them for people. */
const Environment = z.object({
  NATS_URL: z.string().min(1),
  NATS_MONITOR_URL: z.string().optional(),
  REPRISE_NATS_REPLICAS: z.enum(['1', '3', '5']).transform(Number).optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/./, 'must be like postgres://user:password@host:5432/name'),
  REPRISE_HOST: z.string().min(1).default('127.0.0.1'),
  REPRISE_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  REPRISE_TRUST_PROXY: ranges('127.0.0.0/8,::1'),
  REPRISE_DATA_DIR: z.string().min(1).default('.reprise'),
  REPRISE_TOKEN_FILE: z.string().optional(),
  REPRISE_WEB_DIR: z.string().optional(),
  REPRISE_BUILTIN_PIPELINES: z.string().optional(),
  REPRISE_PIPELINES: folders,
  REPRISE_INPUT_ROOTS: folders,
  REPRISE_RATE_LIMIT: perMinute(6000),
  REPRISE_COMMAND_RATE_LIMIT: perMinute(1200),
  REPRISE_REASON_REQUIRED: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(AuditCommand)),
  REPRISE_AUDIT_SIGN_EVERY: z.coerce.number().int().min(1).default(1000),
  REPRISE_AUDIT_HEADS_DIR: z.string().optional(),
  REPRISE_WEBHOOK_ALLOW_PRIVATE: ranges(''),
  REPRISE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});

export interface GatewaySettings {
  readonly natsUrl: string;
  /** Its monitoring ports, commas between. */
  readonly natsMonitorUrl?: string | undefined;
  /** Number of servers of a cluster that keep the log. */
  readonly natsReplicas?: number | undefined;
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Addresses whose `X-Forwarded-*` are believed. */
  readonly trustProxy: readonly Cidr[];
  readonly tokenFile: string;
  /** The built page. */
  readonly webDir: string;
  /** Folders of pipeline folders, the built-in ones first. */
  readonly pipelineFolders: readonly string[];
  /** Folders from which inputs may be read, besides the pipelines' demo data. */
  readonly inputRoots: readonly string[];
  /** Per minute and client; 0: no limit. */
  readonly rateLimit: number;
  readonly commandRateLimit: number;
  /** Commands that need a reason. */
  readonly reasonRequired: readonly AuditCommand[];
  readonly audit: {
    /** Keys, and the heads that this gateway signed. */
    readonly folder: string;
    /** Where each head is also written. */
    readonly headsFolder: string | undefined;
    /** Entries from one signed head to the next. */
    readonly signEvery: number;
  };
  readonly webhooks: {
    /** Private addresses to which they may go all the same. */
    readonly allowPrivate: readonly Cidr[];
    /** The key under which their secrets are stored. */
    readonly keyFile: string;
  };
  readonly logLevel: z.infer<typeof Environment>['REPRISE_LOG_LEVEL'];
}

/** Settings that are missing or wrong; the message names each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from environment variables; an empty one counts as absent.
 * @throws SettingsError
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): GatewaySettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const unknown = unknownSettings(given);
  const result = Environment.safeParse(given, inSentences);
  if (!result.success || unknown.length > 0) {
    const wrong = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsError([...unknown, ...wrong].join('\n'));
  }
  const { data } = result;
  const home = installation();
  return {
    natsUrl: data.NATS_URL,
    natsMonitorUrl: data.NATS_MONITOR_URL,
    natsReplicas: data.REPRISE_NATS_REPLICAS,
    databaseUrl: data.DATABASE_URL,
    host: data.REPRISE_HOST,
    port: data.REPRISE_PORT,
    trustProxy: data.REPRISE_TRUST_PROXY,
    tokenFile: resolve(data.REPRISE_TOKEN_FILE ?? join(data.REPRISE_DATA_DIR, 'admin.token')),
    webDir: resolve(data.REPRISE_WEB_DIR ?? join(home, 'dist/web/browser')),
    pipelineFolders: [resolve(data.REPRISE_BUILTIN_PIPELINES ?? join(home, 'pipelines')), ...data.REPRISE_PIPELINES],
    inputRoots: data.REPRISE_INPUT_ROOTS,
    rateLimit: data.REPRISE_RATE_LIMIT,
    commandRateLimit: data.REPRISE_COMMAND_RATE_LIMIT,
    reasonRequired: data.REPRISE_REASON_REQUIRED,
    audit: {
      folder: resolve(data.REPRISE_DATA_DIR, 'audit'),
      headsFolder: data.REPRISE_AUDIT_HEADS_DIR && resolve(data.REPRISE_AUDIT_HEADS_DIR),
      signEvery: data.REPRISE_AUDIT_SIGN_EVERY,
    },
    webhooks: {
      allowPrivate: data.REPRISE_WEBHOOK_ALLOW_PRIVATE,
      keyFile: resolve(data.REPRISE_DATA_DIR, 'webhooks', 'secret.key'),
    },
    logLevel: data.REPRISE_LOG_LEVEL,
  };
}

/** The folder above this file, as source or as bundle, that holds `pipelines/`. */
function installation(from = import.meta.dirname): string {
  if (existsSync(join(from, 'pipelines')) || from === dirname(from)) return from;
  return installation(dirname(from));
}
