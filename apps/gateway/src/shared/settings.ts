import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alwaysReasoned, type JobCommandName, type ReasonedName } from '@reprise/contracts';
import type { RepositorySettings } from '@reprise/pipelines';
import { parseSettings, SettingsError, type Environment, type SettingsOf } from '@reprise/settings';
import { cidrsOf, type Cidr } from '@reprise/settings';
import { notificationSettings, type NotificationSettings } from './notification-settings.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { ratesOf, type Rates } from './rates.ts';

export interface GatewaySettings {
  readonly natsUrl: string;
  /** Monitoring ports of NATS, separated by commas. */
  readonly natsMonitorUrl?: string | undefined;
  /** Number of servers in a cluster that store the log. */
  readonly natsReplicas?: number | undefined;
  /**
   * Timeouts for a single request to the log, and for an append or a read; set by tests on busy machines. The defaults
   * are 2 s and 8 s.
   */
  readonly logTimeouts?: { readonly requestMs: number; readonly deadlineMs: number };
  /** URL with the login that writes rows. */
  readonly databaseUrl: string;
  /** URL with the login that reads rows; undefined for the same login. */
  readonly databaseReadUrl?: string | undefined;
  /** URL with the login that owns the tables; undefined for the same login. */
  readonly databaseMigrateUrl?: string | undefined;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Addresses whose `X-Forwarded-*` headers are trusted. */
  readonly trustProxy: readonly Cidr[];
  readonly tokenFile: string;
  /** Data dir. If a runner shares it, results are read from it. */
  readonly dataDir: string;
  /** File in which the lab registers its sources of evidence about variants. */
  readonly variantEvidence?: string | undefined;
  /** The built page. */
  readonly webDir: string;
  /** Package of the `reprise` command, created by `npm pack`. */
  readonly commandPackage: string;
  /** Folders that contain pipeline folders, the built-in ones first. */
  readonly pipelineFolders: readonly string[];
  /** Folders for inputs, in addition to the pipelines' demo data. Includes uploaded samples. */
  readonly inputRoots: readonly string[];
  /** Folders and URL prefixes that a job's work dir may be in, in addition to the data dir. */
  readonly workRoots: readonly string[];
  /** Whether jobs may have their own Nextflow config. */
  readonly takesConfig: boolean;
  readonly repositories: RepositorySettings;
  /** Schemes of URLs that parameters may contain. */
  readonly inputSchemes: readonly string[];
  /** Requests per minute and client; 0 for no limit. */
  readonly rateLimit: number;
  readonly commandRateLimit: number;
  /** Requests without a token per minute and address; 0 for no limit. */
  readonly anonymousRateLimit: number;
  /** Open streams per person; 0 for no limit. */
  readonly streamsPerPerson: number;
  readonly uploads: {
    readonly folder: string;
    /** Maximum number of bytes of all uploads; 0 for as many as the disk holds. */
    readonly quotaBytes: number;
    /** Bytes that stay free on the disk of the uploads. */
    readonly reserveBytes: number;
    /** Time without new data after which an upload is removed. */
    readonly maxAgeMs: number;
  };
  /** Retention rules; null disables a rule. */
  readonly retention: {
    /** Ages in milliseconds since the job ended. */
    readonly workDirMs: number | null;
    readonly resultsMs: number | null;
    readonly minFreeBytes: number | null;
  };
  readonly sessions: {
    readonly idleMs: number;
    readonly maxMs: number;
    /** File with the sessions that were signed out before they expired. */
    readonly signedOutFile: string;
  };
  /** Reprise's public URL, without a path. */
  readonly publicUrl: string;
  readonly access: {
    /** Key that signs the cookies of accounts and encrypts their second factors. */
    readonly keyFile: string;
    /** Whether the machine's own token remains valid once an admin has an account. */
    readonly adminToken: boolean;
    readonly oidc: OidcSettings | undefined;
  };
  /** Who may cancel a job. `owner`: the user who submitted it, and admins. */
  readonly cancelOfOthers: SettingsOf<'gateway'>['REPRISE_CANCEL_OF_OTHERS'];
  readonly approvals: {
    /** Commands that require approval by a second person. */
    readonly commands: readonly JobCommandName[];
    /** Milliseconds after which a request expires. */
    readonly timeMs: number;
  };
  /** Commands and deletions that require a reason. */
  readonly reasonRequired: readonly ReasonedName[];
  /** Number of people who must sign the class of a variant. */
  readonly signatures: number;
  readonly audit: {
    /** Folder with the keys, and with the heads that this gateway signed. */
    readonly folder: string;
    /** Additional folder to which each head is written. */
    readonly headsFolder: string | undefined;
    /** Number of entries from one signed head to the next. */
    readonly signEvery: number;
  };
  /** Cron expression of the scheduled verification; null if there is none. */
  readonly verifySchedule: string | null;
  readonly webhooks: {
    /** Private addresses that webhooks may use. */
    readonly allowPrivate: readonly Cidr[];
    /** File with the key that encrypts their secrets. */
    readonly keyFile: string;
  };
  readonly notifications: NotificationSettings;
  /** Prices and factors of tasks. */
  readonly rates: Rates;
  readonly logLevel: SettingsOf<'gateway'>['REPRISE_LOG_LEVEL'];
}

/** Reads the settings from environment variables. @throws SettingsError that names each missing or invalid setting */
export function readSettings(env: Environment): GatewaySettings {
  const data = parseSettings('gateway', env);
  const home = installation();
  const uploadsFolder = data.REPRISE_UPLOADS_DIR ?? join(data.REPRISE_DATA_DIR, 'uploads');
  return {
    natsUrl: data.NATS_URL,
    natsMonitorUrl: data.NATS_MONITOR_URL,
    natsReplicas: data.REPRISE_NATS_REPLICAS,
    databaseUrl: data.DATABASE_URL,
    databaseReadUrl: data.DATABASE_READ_URL,
    databaseMigrateUrl: data.DATABASE_MIGRATE_URL,
    host: data.REPRISE_HOST,
    port: data.REPRISE_PORT,
    trustProxy: cidrsOf(data.REPRISE_TRUST_PROXY),
    tokenFile: data.REPRISE_TOKEN_FILE ?? join(data.REPRISE_DATA_DIR, 'admin.token'),
    dataDir: data.REPRISE_DATA_DIR,
    variantEvidence: data.REPRISE_VARIANT_EVIDENCE,
    webDir: data.REPRISE_WEB_DIR ?? join(home, 'dist/web/browser'),
    commandPackage: join(home, 'dist/cli/reprise.tgz'),
    pipelineFolders: [data.REPRISE_BUILTIN_PIPELINES ?? join(home, 'pipelines'), ...data.REPRISE_PIPELINES],
    inputRoots: [...data.REPRISE_INPUT_ROOTS, join(uploadsFolder, 'samples')],
    workRoots: data.REPRISE_WORK_ROOTS,
    takesConfig: data.REPRISE_EXTRA_CONFIG === 'on',
    repositories: {
      folder: join(data.REPRISE_DATA_DIR, 'git'),
      hosts: data.REPRISE_GIT_HOSTS,
      offline: data.REPRISE_OFFLINE === 'on',
    },
    inputSchemes: data.REPRISE_INPUT_SCHEMES,
    rateLimit: data.REPRISE_RATE_LIMIT,
    commandRateLimit: data.REPRISE_COMMAND_RATE_LIMIT,
    anonymousRateLimit: data.REPRISE_ANONYMOUS_RATE_LIMIT,
    streamsPerPerson: data.REPRISE_STREAMS_PER_PERSON,
    uploads: {
      folder: uploadsFolder,
      quotaBytes: data.REPRISE_UPLOAD_QUOTA,
      reserveBytes: data.REPRISE_DISK_RESERVE,
      maxAgeMs: data.REPRISE_UPLOAD_MAX_AGE,
    },
    retention: {
      workDirMs: data.REPRISE_RETENTION_WORK_DIRS,
      resultsMs: data.REPRISE_RETENTION_RESULTS,
      minFreeBytes: data.REPRISE_RETENTION_MIN_FREE || null,
    },
    sessions: {
      idleMs: data.REPRISE_SESSION_IDLE,
      maxMs: data.REPRISE_SESSION_MAX,
      signedOutFile: join(data.REPRISE_DATA_DIR, 'sessions', 'signed-out'),
    },
    publicUrl: data.REPRISE_PUBLIC_URL ?? `http://localhost:${String(data.REPRISE_PORT)}`,
    access: {
      keyFile: join(data.REPRISE_DATA_DIR, 'sessions', 'accounts.key'),
      adminToken: data.REPRISE_ADMIN_TOKEN === 'on',
      oidc: oidcSettings(data),
    },
    cancelOfOthers: data.REPRISE_CANCEL_OF_OTHERS,
    approvals: { commands: data.REPRISE_APPROVALS, timeMs: data.REPRISE_APPROVAL_TIME },
    reasonRequired: [...new Set([...alwaysReasoned, ...data.REPRISE_REASON_REQUIRED])],
    signatures: data.REPRISE_SIGNATURES,
    audit: {
      folder: join(data.REPRISE_DATA_DIR, 'audit'),
      headsFolder: data.REPRISE_AUDIT_HEADS_DIR,
      signEvery: data.REPRISE_AUDIT_SIGN_EVERY,
    },
    verifySchedule: data.REPRISE_VERIFY_SCHEDULE,
    webhooks: {
      allowPrivate: cidrsOf(data.REPRISE_WEBHOOK_ALLOW_PRIVATE ?? ''),
      keyFile: join(data.REPRISE_DATA_DIR, 'webhooks', 'secret.key'),
    },
    notifications: notificationSettings(data),
    rates: ratesOf(data),
    logLevel: data.REPRISE_LOG_LEVEL,
  };
}

/** @throws SettingsError if only some of them are set */
function oidcSettings(data: SettingsOf<'gateway'>): OidcSettings | undefined {
  const { REPRISE_OIDC_ISSUER: issuer, REPRISE_OIDC_CLIENT_ID: clientId, REPRISE_OIDC_CLIENT_SECRET_FILE: file } = data;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined)
    throw new SettingsError('REPRISE_OIDC_ISSUER and REPRISE_OIDC_CLIENT_ID are set together, or neither.');
  return {
    issuer,
    clientId,
    clientSecret: file === undefined ? undefined : readFileSync(file, 'utf8').trim(),
    scopes: data.REPRISE_OIDC_SCOPES,
    groupClaim: data.REPRISE_OIDC_GROUP_CLAIM,
    roles: data.REPRISE_OIDC_ROLES,
    label: data.REPRISE_OIDC_LABEL,
  };
}

/** The folder above this file, as source or as bundle, that contains `pipelines/`. */
function installation(from = import.meta.dirname): string {
  if (existsSync(join(from, 'pipelines')) || from === dirname(from)) return from;
  return installation(dirname(from));
}
