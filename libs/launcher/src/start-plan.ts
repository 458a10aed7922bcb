import { join } from 'node:path';
import type { DatabaseUrls } from './database-urls.ts';
import type { LauncherSettings } from './settings.ts';

/** Resolved parameters of one start of Reprise. */
export interface StartPlan {
  /** The checkout. */
  readonly root: string;
  readonly settings: LauncherSettings;
  readonly port: number;
  /** URL at which this machine reaches the gateway. */
  readonly url: string;
  readonly token: string;
  /** NATS URL for each service. */
  readonly natsUrls: Readonly<Record<'gateway' | 'runner', string>>;
  /** Postgres URLs of the gateway for projecting, reading and migrating. */
  readonly databaseUrls: DatabaseUrls;
  /** User that tasks run as; undefined unless started as root. */
  readonly taskUser: string | undefined;
  readonly nextflow: string;
}

export const tokenFile = (dataFolder: string) => join(dataFolder, 'admin.token');

export const logFile = (dataFolder: string, service: string) => join(dataFolder, 'logs', `${service}.log`);

/** Folder of the bundled pipelines. */
export const builtinPipelines = (root: string) => join(root, 'pipelines');
