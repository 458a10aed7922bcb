import { join } from 'node:path';
import type { DatabaseUrls } from './database-urls.ts';
import type { LauncherSettings } from './settings.ts';

/** Resolved parameters of one start of Reprise. */
export interface StartPlan {
  /** The checkout. */
  readonly root: string;
  readonly settings: LauncherSettings;
  readonly port: number;
  /** Where this machine reaches the gateway. */
  readonly url: string;
  readonly token: string;
  /** Under which each service reaches NATS. */
  readonly natsUrls: Readonly<Record<'gateway' | 'runner', string>>;
  /** Under which the gateway reaches Postgres: to project, and as the roles that read and migrate. */
  readonly databaseUrls: DatabaseUrls;
  /** User that tasks run as; undefined where this start is not root. */
  readonly taskUser: string | undefined;
  readonly nextflow: string;
}

export const tokenFile = (dataFolder: string) => join(dataFolder, 'admin.token');

export const logFile = (dataFolder: string, service: string) => join(dataFolder, 'logs', `${service}.log`);

/** The folder of the pipelines that come with Reprise. */
export const builtinPipelines = (root: string) => join(root, 'pipelines');
