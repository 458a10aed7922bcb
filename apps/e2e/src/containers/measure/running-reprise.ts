import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '../../api.ts';
import { Lab } from '../../lab.ts';
import { Sample } from '../../sample.ts';
import { NOBODY, startedByUser } from '../../task-isolation/started-by-user.ts';

/** A running Reprise, regardless of who started it. */
export interface RunningReprise {
  submit(pipeline: string, params: { readonly folder: string }): Promise<Sample>;
  killRunner(): Promise<void>;
  bringRunnerBack(): Promise<void>;
  stop(): Promise<void>;
}

type Variables = Readonly<Record<string, string>>;

/** Starts one as the user of this process. @param env environment variables required by engines */
export async function startedByRoot(_: string, env: Variables, settings: Variables): Promise<RunningReprise> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  const lab = await Lab.start(settings);
  return {
    submit: (pipeline, params) => lab.submit(pipeline, params),
    killRunner: () => lab.system.services.runner.kill(),
    bringRunnerBack: () => lab.bringBack('runner'),
    stop: async () => {
      process.env = before;
      await lab.stop();
    },
  };
}

/** Starts one as an ordinary user. @param folder where its files are created */
export async function startedByOrdinaryUser(
  folder: string,
  env: Variables,
  settings: Variables,
): Promise<RunningReprise> {
  const [own, home] = [join(folder, 'own'), join(folder, 'home')];
  for (const made of [own, home]) {
    mkdirSync(made);
    chownSync(made, NOBODY, NOBODY);
  }
  const system = await startedByUser({
    PATH: process.env['PATH'],
    HOME: home,
    ...env,
    REPRISE_CANCEL_GRACE: '2s',
    REPRISE_DATA_DIR: join(own, 'data'),
    REPRISE_PORT: '0',
    ...settings,
  });
  const api = new Api(system.url, system.token);
  return {
    submit: (pipeline, params) => Sample.submit(api, system.dataDir, pipeline, params),
    killRunner: system.killRunner,
    bringRunnerBack: system.startRunner,
    stop: system.stop,
  };
}
