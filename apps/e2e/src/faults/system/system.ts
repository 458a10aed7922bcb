import { chmodSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, natsPasswords, natsUrl } from '@reprise/local-servers';
import { ensureBuilt, ensureRuntime, thisMachine, type Say } from '@reprise/setup';
import { bundledNextflow } from '@reprise/simulated-nextflow';
import { serverFolder, waitUntil } from '@reprise/testing';
import { SmallDisk } from '../../crashes/small-disk.ts';
import { guard } from '../../guardian.ts';
import { Drive } from '../drive/drive.ts';
import type { ClockVictim, FurtherRunnerName } from '../record/kinds.ts';
import type { Clock } from './clock.ts';
import { Executors } from './executors/executors.ts';
import { startFurtherRunner } from './further-runner.ts';
import { KeptProcess } from './kept-process.ts';
import { Mail } from './mail.ts';
import { NatsCluster } from './nats-cluster.ts';
import { Notes } from './notes.ts';
import type { Proxy } from './proxy.ts';
import { startSecondGateway } from './second-gateway.ts';
import { environmentOf } from './service-environment.ts';

const MIB = 2 ** 20;
const DISK_BYTES = 1536 * MIB;
/** `REPRISE_DISK_RESERVE` of the system, in bytes. */
export const RESERVE_BYTES = 32 * MIB;
const RUNNERS = 3;
/** Slots of each runner. */
const SLOTS = 2;
/** `npm start` may build first, while other tests run. */
const STARTS_WITHIN_MS = 900_000;
const STOPS_WITHIN_MS = 90_000;

export interface SystemOptions {
  /** Whether Nextflow is the real one; otherwise the simulated one. */
  readonly isRealNextflow: boolean;
  /** Whether three NATS servers keep the log; otherwise the one of `npm start`. */
  readonly isCluster: boolean;
  /** Whether there is a real Slurm and a real Docker. */
  readonly hasExecutors: boolean;
  /** Lease of the further runners, in seconds. */
  readonly lease: number;
  /**
   * A drive that faults can cut off, a small disk in memory (only root can mount either of them), or no separate disk.
   */
  readonly disk: 'drive' | 'memory' | 'none';
  readonly say: Say;
}

/**
 * A complete, separate Reprise instance, started by the launcher of `npm start`, with a second gateway and two more
 * runners behind proxies.
 */
export interface System {
  /** Folder with all its files. */
  readonly folder: string;
  readonly dataDir: string;
  /** Folder with the bytes of all uploads. */
  readonly uploadsDir: string;
  readonly drive: Drive | undefined;
  readonly executors: Executors | undefined;
  readonly mail: Mail;
  readonly cluster: NatsCluster | undefined;
  /** URLs of the first gateway and of the second. */
  readonly urls: readonly [string, string];
  readonly token: string;
  /** With the login that created the log. */
  readonly natsUrl: string;
  /** Settings of `npm start`, which commands run by hand also use. */
  readonly env: NodeJS.ProcessEnv;
  readonly notes: Notes;
  readonly proxies: readonly Proxy[];
  readonly clocks: Readonly<Record<ClockVictim, Clock>>;
  readonly kept: Readonly<Record<'launcher' | 'gateway2' | FurtherRunnerName, KeptProcess>>;
  /** Number of runners. */
  readonly runners: number;
  /** Slots of all runners. */
  readonly slots: number;
  /** Ends everything and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a system and waits until both gateways are ready. Everything is ended if that fails. */
export async function startSystem(options: SystemOptions): Promise<System> {
  await ensureBuilt(thisMachine(), options.say);
  const folder = mkdtempSync(join(serverFolder(), 'reprise-faults-'));
  chmodSync(folder, 0o755); // Postgres may run as another user
  const guardian = guard(folder);
  try {
    const { stop, ...system } = await startIn(folder, options);
    return {
      ...system,
      stop: async () => {
        await stop();
        await guardian.finish();
      },
    };
  } catch (error) {
    await guardian.finish();
    throw error;
  }
}

async function startIn(
  folder: string,
  { isRealNextflow, hasExecutors, isCluster, lease, disk, say }: SystemOptions,
): Promise<System> {
  const { root } = thisMachine();
  const mounted = join(folder, 'disk');
  const drive = disk === 'drive' ? await Drive.mountedOn(mounted, DISK_BYTES) : undefined;
  if (disk === 'memory') SmallDisk.mountedOn(mounted, DISK_BYTES);
  const dataDir = join(mounted, 'data');
  mkdirSync(dataDir, { recursive: true });
  for (const each of [mounted, dataDir]) chmodSync(each, 0o755);
  const notes = new Notes(join(folder, 'notes'));
  const wrapper = join(folder, 'nextflow');
  notes.wrap(isRealNextflow ? await ensureRuntime(thisMachine(), say) : await bundledNextflow(), wrapper);
  const [port, secondPort] = [await freePort(), await freePort()];
  const [natsPort, postgresPort] = [await freePort(), await freePort()];
  const pipelines = join(import.meta.dirname, '../pipelines');
  const executors = hasExecutors ? await Executors.startedIn(folder, join(pipelines, 'noted'), notes, say) : undefined;
  const mail = await Mail.listening();
  const cluster = isCluster ? await NatsCluster.startedIn(folder, say) : undefined;
  const settings = {
    REPRISE_DATA_DIR: dataDir,
    REPRISE_PORT: String(port),
    ...(cluster?.env ?? { REPRISE_NATS_PORT: String(natsPort) }),
    REPRISE_POSTGRES_PORT: String(postgresPort),
    ...executors?.env,
    ...mail.env,
    REPRISE_PIPELINES: [pipelines, executors?.folder].filter(Boolean).join(':'),
    REPRISE_INPUT_ROOTS: notes.folder,
    REPRISE_NEXTFLOW: wrapper,
    REPRISE_CANCEL_GRACE: '2s',
    REPRISE_RUNNER_SLOTS: String(SLOTS),
    REPRISE_DISK_RESERVE: `${String(RESERVE_BYTES / MIB)}MiB`,
    REPRISE_RATE_LIMIT: '0',
    REPRISE_COMMAND_RATE_LIMIT: '0',
    REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
  };
  const env = { ...process.env, ...settings };
  const urls = [port, secondPort].map((each) => `http://127.0.0.1:${String(each)}`) as [string, string];
  const launcher = new KeptProcess({
    name: 'launcher',
    args: [join(root, 'apps/cli/src/main.ts'), 'start'],
    env,
    cwd: root,
    logFile: join(folder, 'launcher.log'),
  });
  say('Starting Reprise');
  await untilReady(urls[0]);
  const place = { folder, natsPort, cluster };
  const gateway2 = await startSecondGateway({ ...place, dataDir, postgresPort, port: secondPort });
  const runner = await environmentOf('runner', dataDir);
  const beside = { ...place, disk: mounted, lease, settings, runner };
  const [second, third] = [await startFurtherRunner('runner2', beside), await startFurtherRunner('runner3', beside)];
  const proxies = [
    ...(cluster?.proxies ?? []),
    ...gateway2.proxies,
    ...[second, third].flatMap(({ proxy }) => proxy ?? []),
  ];
  const kept = { launcher, gateway2: gateway2.process, runner2: second.process, runner3: third.process };
  await untilReady(urls[1]);
  return {
    folder,
    dataDir,
    uploadsDir: join(dataDir, 'uploads', 'files'),
    drive,
    executors,
    mail,
    cluster,
    urls,
    token: readFileSync(join(dataDir, 'admin.token'), 'utf8').trim(),
    natsUrl: cluster?.url ?? natsUrl('reprise', natsPasswords(dataDir).reprise, `127.0.0.1:${String(natsPort)}`),
    env,
    notes,
    proxies,
    clocks: { gateway2: gateway2.clock, runner2: second.clock, runner3: third.clock },
    kept,
    runners: RUNNERS,
    slots: RUNNERS * SLOTS,
    stop: async () => {
      await Promise.all([kept.gateway2, kept.runner2, kept.runner3].map((each) => each.stop(STOPS_WITHIN_MS)));
      await launcher.stop(STOPS_WITHIN_MS);
      await cluster?.stop(STOPS_WITHIN_MS);
      for (const proxy of proxies) proxy.close();
      await mail.close();
      await drive?.close();
    },
  };
}

const untilReady = (url: string) =>
  waitUntil(() => isReady(url), { every: 200, milliseconds: STARTS_WITHIN_MS, what: `the gateway at ${url} is ready` });

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
