import { assertPortIsFree, freePort } from '@reprise/local-servers';
import {
  atOnce,
  ensureBuilt,
  ensureNatsServer,
  ensureRuntime,
  type Machine,
  type Say,
  thisMachine,
} from '@reprise/setup';
import { positionsFileIn, prepareLog } from './log/prepare-log.ts';
import { reachServers } from './servers/reach-servers.ts';
import { taskUser } from './services/task-user.ts';
import type { LauncherSettings } from './settings.ts';

/** Findings and choices of a start, for its services and for a process that adopts them. Contains no secrets. */
export interface Preparation {
  readonly port: number;
  readonly nextflow: string;
  /** Empty if the operator runs the server. */
  readonly natsBinary: string;
  /** User that tasks run as; undefined unless started as root. */
  readonly taskUser?: string | undefined;
  /** Ports of the servers that are already running. */
  readonly natsPort?: number | undefined;
  readonly postgresPort?: number | undefined;
}

/** Installs and builds what is missing, and connects to external servers. @throws Error that says what to do */
export async function prepare(settings: LauncherSettings, build: boolean, say: Say): Promise<Preparation> {
  const port = settings.REPRISE_PORT === 0 ? await freePort() : settings.REPRISE_PORT;
  await assertPortIsFree(settings.REPRISE_HOST, port, 'REPRISE_PORT');
  await reachServers(settings);
  const machine: Machine = { ...thisMachine(), env: { ...process.env, REPRISE_NEXTFLOW: settings.REPRISE_NEXTFLOW } };
  const [nextflow, natsBinary] = await atOnce(
    ensureRuntime(machine, say),
    settings.NATS_URL ? Promise.resolve('') : ensureNatsServer(machine, say),
    build ? ensureBuilt(machine, say) : Promise.resolve(),
  );
  if (settings.NATS_URL) await prepareExistingLog(settings.NATS_URL, settings, say);
  return { port, nextflow, natsBinary, taskUser: taskUser(settings, say) };
}

/** An external server has one login for everything. */
async function prepareExistingLog(url: string, settings: LauncherSettings, say: Say): Promise<void> {
  const warnings = await prepareLog({
    reprise: url,
    copier: settings.NATS_COPIER_URL,
    upgrader: settings.NATS_UPGRADER_URL,
    replicas: settings.REPRISE_NATS_REPLICAS,
    monitorUrl: settings.NATS_MONITOR_URL,
    positionsFile: positionsFileIn(settings.REPRISE_DATA_DIR),
  });
  for (const warning of warnings) say(warning);
}
