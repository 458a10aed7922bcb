import { existsSync } from 'node:fs';
import { positionsFileIn, prepareLog, readSettings } from '@reprise/launcher';

/** Creates the log's stream, and its copy for other programs, on an existing NATS server where they are missing. @returns the exit code */
export async function createLog(): Promise<number> {
  const settings = readSettings(process.env);
  const { NATS_URL: reprise, NATS_COPIER_URL: copier, NATS_UPGRADER_URL: upgrader } = settings;
  if (!reprise || !copier)
    throw new Error('Set NATS_URL and NATS_COPIER_URL: the logins that make the log and its copy.');
  const { REPRISE_DATA_DIR: data, REPRISE_NATS_REPLICAS: replicas, NATS_MONITOR_URL: monitorUrl } = settings;
  // In a container of its own it has no data folder.
  const place = { replicas, monitorUrl, ...(existsSync(data) && { positionsFile: positionsFileIn(data) }) };
  for (const warning of await prepareLog({ reprise, copier, upgrader, ...place })) console.error(warning);
  console.log('The log and its copy are there.');
  return 0;
}
