import { errorText } from './start/error-text.ts';
import { prepareLog } from './start/prepare-log.ts';
import { readSettings } from './start/settings.ts';

/** Makes the stream of the log, and its copy for programs of others, on a server that others run, where they are missing. */
try {
  const settings = readSettings(process.env);
  const { NATS_URL: reprise, NATS_COPIER_URL: copier } = settings;
  if (!reprise || !copier)
    throw new Error('Set NATS_URL and NATS_COPIER_URL: the logins that make the log and its copy.');
  const place = { replicas: settings.REPRISE_NATS_REPLICAS, monitorUrl: settings.NATS_MONITOR_URL };
  for (const warning of await prepareLog({ reprise, copier, ...place })) console.error(warning);
  console.log('The log and its copy are there.');
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
