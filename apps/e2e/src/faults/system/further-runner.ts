import { join } from 'node:path';
import { addRunnerLogin, readSettings } from '@reprise/launcher';
import { freePort } from '@reprise/local-servers';
import { builtApp, thisMachine } from '@reprise/setup';
import type { FurtherRunnerName } from '../record/kinds.ts';
import { Clock } from './clock.ts';
import { KeptProcess } from './kept-process.ts';
import type { NatsCluster } from './nats-cluster.ts';
import { Proxy } from './proxy.ts';
import { through } from './service-environment.ts';

/** Ids of the runners, as an operator names them. */
const IDS: Readonly<Record<FurtherRunnerName, string>> = { runner2: 'runner-2', runner3: 'runner-3' };

/** A runner in addition to the one started by `npm start`, with its own id, data dir, lease, clock and proxy. */
export interface FurtherRunner {
  readonly process: KeptProcess;
  /** Undefined with a cluster, which has proxies of its own. */
  readonly proxy: Proxy | undefined;
  readonly clock: Clock;
}

/** Settings of `npm start`, and the environment of its runner. */
interface Beside {
  readonly folder: string;
  /** Folder of all data dirs. */
  readonly disk: string;
  readonly cluster: NatsCluster | undefined;
  readonly natsPort: number;
  /** In seconds. */
  readonly lease: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly runner: Readonly<Record<string, string>>;
}

export async function startFurtherRunner(
  name: FurtherRunnerName,
  { folder, disk, cluster, natsPort, lease, settings, runner }: Beside,
): Promise<FurtherRunner> {
  const { root } = thisMachine();
  const proxy = cluster ? undefined : await Proxy.listening(`${name}-nats`, await freePort(), natsPort);
  const clock = new Clock(folder, name);
  const login = cluster?.login(IDS[name]) ?? (await addRunnerLogin(readSettings(settings), IDS[name]));
  const process = new KeptProcess({
    name,
    args: [builtApp(root, 'runner')],
    env: {
      ...runner,
      ...(proxy ? through(login, natsPort, proxy.port) : login),
      REPRISE_DATA_DIR: join(disk, `data-${name}`),
      REPRISE_RUNNER_LEASE: `${String(lease)}s`,
      ...clock.env,
    },
    cwd: root,
    logFile: join(folder, `${name}.log`),
  });
  return { process, proxy, clock };
}
