import { accessSync, constants } from 'node:fs';
import { positionsFileIn, prepareLog, readSettings } from '@reprise/launcher';

/** Creates the log's stream, and its copy for other programs, on an existing NATS server where they are missing. @returns the exit code */
export async function createLog(): Promise<number> {
  const settings = readSettings(process.env);
  const { NATS_URL: reprise, NATS_COPIER_URL: copier, NATS_UPGRADER_URL: upgrader } = settings;
  if (!reprise || !copier)
    throw new Error('Set NATS_URL and NATS_COPIER_URL: the logins that make the log and its copy.');
  const { REPRISE_DATA_DIR: data, REPRISE_NATS_REPLICAS: replicas, NATS_MONITOR_URL: monitorUrl } = settings;
  const place = { replicas, monitorUrl, ...(isWritable(data) && { positionsFile: positionsFileIn(data) }) };
  for (const warning of await prepareLog({ reprise, copier, upgrader, ...place })) console.error(warning);
  console.log('The log and its copy are there.');
  return 0;
}

/** Not so in a container of its own, where the data folder is missing or part of the image, which is read-only. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
