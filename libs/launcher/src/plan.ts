import { join } from 'node:path';
import type { Settings } from './settings.ts';

/** Resolved parameters of one start of Reprise. */
export interface Plan {
  /** The checkout. */
  readonly root: string;
  readonly settings: Settings;
  readonly port: number;
  /** Where this machine reaches the gateway. */
  readonly url: string;
  readonly token: string;
  /** Under which each service reaches NATS. */
  readonly natsUrls: Readonly<Record<'gateway' | 'runner', string>>;
  readonly databaseUrl: string;
  readonly nextflow: string;
}

export const tokenFile = (dataFolder: string) => join(dataFolder, 'admin.token');

export const logFile = (dataFolder: string, service: string) => join(dataFolder, 'logs', `${service}.log`);

/** The folder of the pipelines that come with Reprise. */
export const builtinPipelines = (root: string) => join(root, 'pipelines');
